package dev.darkroom.local.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** How this room reads and writes JSON: nothing after the value, no key twice, instants as ISO text. */
final class StatesJson {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(instants())
            .build();

    /** The most that a state may be given or give, in UTF-8 bytes (AWS, Step Functions quotas, 2026: 256 KiB). */
    static final int LIMIT = 262_144;

    private StatesJson() {}

    static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    static String text(JsonNode node) {
        return node.toString();
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static boolean tooLarge(JsonNode node) {
        return tooLarge(text(node));
    }

    static boolean tooLarge(String text) {
        return text.length() > LIMIT || text.getBytes(StandardCharsets.UTF_8).length > LIMIT;
    }

    private static SimpleModule instants() {
        return new SimpleModule()
                .addSerializer(Instant.class, ToStringSerializer.instance)
                .addDeserializer(Instant.class, new FromStringDeserializer<Instant>(Instant.class) {
                    @Override
                    protected Instant _deserialize(
                            String text, com.fasterxml.jackson.databind.DeserializationContext c) {
                        return Instant.parse(text);
                    }
                });
    }
}
