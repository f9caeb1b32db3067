package dev.darkroom.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON value of the definition in which strings may be expressions, at any depth. */
sealed interface PayloadTemplate {

    record Literal(JsonNode value) implements PayloadTemplate {}

    record Computed(Expression expression) implements PayloadTemplate {}

    record ObjectOf(Map<String, PayloadTemplate> fields) implements PayloadTemplate {}

    static PayloadTemplate read(JsonNode value, String path, ExpressionPlace place) {
        if (value.isArray()) {
            throw new DefinitionRefused(path, "a list is not supported");
        }
        if (value.isObject()) {
            var fields = new LinkedHashMap<String, PayloadTemplate>();
            value.properties().forEach(field -> {
                var at = StateFields.path(path, field.getKey());
                fields.put(field.getKey(), read(field.getValue(), at, place));
            });
            return new ObjectOf(fields);
        }
        if (!value.isTextual()) {
            return new Literal(value);
        }
        var text = value.textValue();
        if (Expression.isMarked(text)) {
            return new Computed(Expression.read(text, path, place));
        }
        if (text.strip().startsWith("{%") || text.strip().endsWith("%}")) {
            throw new DefinitionRefused(path, "an expression begins with {% and ends with %}, with nothing around");
        }
        return new Literal(value);
    }

    /** @throws StateError also when it is an expression that gives another type; what is written out was checked before */
    default JsonNode evaluate(ExpressionScope scope, JsonNodeType type) {
        return this instanceof Computed(var expression) ? expression.evaluate(scope, type) : evaluate(scope);
    }

    /** @throws StateError when an expression fails */
    default JsonNode evaluate(ExpressionScope scope) {
        return switch (this) {
            case Literal(var value) -> value;
            case Computed(var expression) -> expression.evaluate(scope);
            case ObjectOf(var fields) -> {
                var object = StatesJson.object();
                fields.forEach((name, field) -> object.set(name, field.evaluate(scope)));
                yield object;
            }
        };
    }
}
