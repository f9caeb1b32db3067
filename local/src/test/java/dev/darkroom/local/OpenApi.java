package dev.darkroom.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.darkroom.house.House;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code docs/openapi.yaml} says. */
final class OpenApi {

    private static final String PLACE = "urn:openapi";

    private final JsonNode root;
    private final SchemaRegistry schemas;

    OpenApi() {
        try {
            root = new YAMLMapper().readTree(House.text("docs/openapi.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        schemas = SchemaRegistry.withDialect(
                Dialects.getOpenApi31(),
                builder -> builder.schemas(Map.of(PLACE, closed(root.deepCopy()).toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    /** Clients may be told more tomorrow; today's answers have nothing that is not described. */
    private static JsonNode closed(JsonNode description) {
        for (var node : description.findParents("properties")) {
            if (!node.has("additionalProperties")) {
                ((ObjectNode) node).put("additionalProperties", false);
            }
        }
        return description;
    }

    JsonNode operation(String verb, String path) {
        return root.path("paths").path(path).path(verb.toLowerCase(Locale.ROOT));
    }

    JsonNode root() {
        return root;
    }

    /** Every field's name, wherever it stands. */
    void keywords(List<String> into) {
        keywords(root, into);
    }

    private static void keywords(JsonNode node, List<String> into) {
        node.fieldNames().forEachRemaining(into::add);
        node.forEach(child -> keywords(child, into));
    }

    /** What is wrong with a value, each with its place; nothing when all is as described. A field that is not named is wrong. */
    List<String> faults(JsonNode schema, JsonNode value) {
        var placed = schema.<ObjectNode>deepCopy();
        if (placed.has("$ref")) {
            placed.put("$ref", PLACE + placed.get("$ref").asText());
        }
        return schemas.getSchema(placed).validate(value).stream()
                .map(Error::toString)
                .toList();
    }

    /** What a reference leads to, or the node itself. */
    JsonNode followed(JsonNode node) {
        return node.has("$ref") ? followed(root.at(node.get("$ref").asText().substring(1))) : node;
    }
}
