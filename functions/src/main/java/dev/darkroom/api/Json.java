package dev.darkroom.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON at our own edge: strict on the way in, plain on the way out. */
final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .serializationInclusion(JsonInclude.Include.ALWAYS)
            .build();

    private Json() {}

    /** @throws Problem {@code malformed_json} */
    static JsonNode read(String text) {
        try {
            var node = MAPPER.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw Problem.malformed("The body is empty; it must be a JSON object.");
            }
            return node;
        } catch (JsonProcessingException e) {
            // The parser's own message quotes what was sent: it stays here.
            throw Problem.malformed("The body is not valid JSON, or gives a key twice.");
        }
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer could not be written", e);
        }
    }
}
