package dev.darkroom.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The part of JSON Schema 2020-12 that the catalogue's schemas use. A keyword that it does not know is refused: a rule
 * that is silently skipped would prove nothing.
 */
public final class InputSchema {
    private final JsonNode schema;

    public InputSchema(JsonNode schema) {
        this.schema = schema;
    }

    /** Everything that is wrong with the value; empty when it is accepted. */
    public List<String> problems(JsonNode value) {
        return problems(schema, value, "$");
    }

    private static List<String> problems(JsonNode schema, JsonNode value, String path) {
        var found = new ArrayList<String>();
        if (schema.isBoolean()) {
            if (!schema.booleanValue()) {
                found.add(path + " is not allowed");
            }
            return found;
        }
        schema.properties().forEach(keyword -> {
            var rule = keyword.getValue();
            switch (keyword.getKey()) {
                case "type" -> require(found, isOfType(value, rule.textValue()), path + " is no " + rule.textValue());
                case "enum" -> require(found, contains(rule, value), path + " is not one of " + rule + ": " + value);
                case "required" ->
                    rule.forEach(
                            name -> require(found, value.has(name.textValue()), path + " lacks " + name.textValue()));
                case "properties" ->
                    rule.properties().stream()
                            .filter(property -> value.has(property.getKey()))
                            .forEach(property -> found.addAll(problems(
                                    property.getValue(),
                                    value.get(property.getKey()),
                                    path + "." + property.getKey())));
                case "additionalProperties" ->
                    value.fieldNames()
                            .forEachRemaining(name -> require(
                                    found, schema.path("properties").has(name), path + "." + name + " is unknown"));
                case "items" -> value.forEach(item -> found.addAll(problems(rule, item, path + "[]")));
                case "minItems" -> require(found, value.size() >= rule.intValue(), path + " has too few items");
                case "maxItems" -> require(found, value.size() <= rule.intValue(), path + " has too many items");
                case "minLength" -> require(found, length(value) >= rule.intValue(), path + " is too short");
                case "maxLength" -> require(found, length(value) <= rule.intValue(), path + " is too long");
                case "minimum" -> require(found, value.longValue() >= rule.longValue(), path + " is too small");
                case "maximum" -> require(found, value.longValue() <= rule.longValue(), path + " is too large");
                case "pattern" ->
                    require(
                            found,
                            Pattern.compile(rule.textValue())
                                    .matcher(value.asText())
                                    .find(),
                            path + " does not match " + rule);
                case "not" -> require(found, !problems(rule, value, path).isEmpty(), path + " is excluded: " + value);
                case "allOf" -> rule.forEach(each -> found.addAll(problems(each, value, path)));
                case "if" -> {
                    if (problems(rule, value, path).isEmpty()) {
                        found.addAll(problems(schema.path("then"), value, path));
                    }
                }
                case "then" -> {
                    // read together with its "if"
                }
                default -> throw new IllegalArgumentException("unknown keyword: " + keyword.getKey());
            }
        });
        return found;
    }

    private static void require(List<String> found, boolean holds, String problem) {
        if (!holds) {
            found.add(problem);
        }
    }

    private static boolean isOfType(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            default -> throw new IllegalArgumentException("unknown type: " + type);
        };
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        return StreamSupport.stream(list.spliterator(), false).anyMatch(value::equals);
    }

    private static int length(JsonNode text) {
        return text.asText().codePointCount(0, text.asText().length());
    }
}
