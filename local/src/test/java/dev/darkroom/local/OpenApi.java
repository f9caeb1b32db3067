package dev.darkroom.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.darkroom.house.House;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What {@code docs/openapi.yaml} says, with as much of JSON Schema as it uses; a keyword beyond that is refused. */
final class OpenApi {

    private static final Set<String> NOTES = Set.of("description", "examples", "default", "format", "title");

    private final JsonNode root;

    OpenApi() {
        try {
            root = new YAMLMapper().readTree(House.text("docs/openapi.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        var faults = new ArrayList<String>();
        check(schema, value, "$", faults);
        return faults;
    }

    /** What a reference leads to, or the node itself. */
    JsonNode followed(JsonNode node) {
        return node.has("$ref") ? followed(root.at(node.get("$ref").asText().substring(1))) : node;
    }

    private void check(JsonNode described, JsonNode value, String at, List<String> faults) {
        var schema = followed(described);
        schema.properties().forEach(keyword -> {
            var rule = keyword.getValue();
            switch (keyword.getKey()) {
                case "type" -> fault(isOfType(rule, value), at + " is no " + rule, faults);
                case "enum" -> fault(contains(rule, value), at + " is none of " + rule + ": " + value, faults);
                case "const" -> fault(rule.equals(value), at + " is not " + rule, faults);
                case "pattern" ->
                    fault(value.asText().matches(".*" + rule.asText() + ".*"), at + " is like " + rule, faults);
                case "minimum" ->
                    fault(!value.isNumber() || value.asLong() >= rule.asLong(), at + " is below " + rule, faults);
                case "maximum" ->
                    fault(!value.isNumber() || value.asLong() <= rule.asLong(), at + " is above " + rule, faults);
                case "minLength" -> fault(value.asText().length() >= rule.asInt(), at + " is too short", faults);
                case "maxLength" -> fault(value.asText().length() <= rule.asInt(), at + " is too long", faults);
                case "required" ->
                    rule.forEach(name ->
                            fault(!value.isObject() || value.has(name.asText()), at + " lacks " + name, faults));
                case "properties" -> properties(rule, value, at, faults);
                case "additionalProperties" -> {
                    if (rule.isObject()) {
                        value.properties()
                                .forEach(field -> check(rule, field.getValue(), at + "." + field.getKey(), faults));
                    }
                }
                case "items" -> value.forEach(item -> check(rule, item, at + "[]", faults));
                case "oneOf" -> {
                    var fitting = 0;
                    for (var one : rule) {
                        fitting += faults(one, value).isEmpty() ? 1 : 0;
                    }
                    fault(fitting == 1, at + " fits " + fitting + " of " + rule, faults);
                }
                default ->
                    fault(
                            NOTES.contains(keyword.getKey()),
                            at + ": " + keyword.getKey() + " is not understood",
                            faults);
            }
        });
    }

    private void properties(JsonNode known, JsonNode value, String at, List<String> faults) {
        value.properties().forEach(field -> {
            fault(known.has(field.getKey()), at + "." + field.getKey() + " is not described", faults);
            if (known.has(field.getKey())) {
                check(known.get(field.getKey()), field.getValue(), at + "." + field.getKey(), faults);
            }
        });
    }

    private static void fault(boolean holds, String what, List<String> faults) {
        if (!holds) {
            faults.add(what);
        }
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (var one : values) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfType(JsonNode types, JsonNode value) {
        var names = new ArrayList<String>();
        if (types.isTextual()) {
            names.add(types.asText());
        }
        types.forEach(type -> names.add(type.asText()));
        return names.stream().anyMatch(name -> switch (name) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new AssertionError("no type: " + name);
        });
    }
}
