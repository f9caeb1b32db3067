package dev.darkroom.local.states;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What the expressions of one state see: {@code $states}, the variables, and the time. */
final class ExpressionScope {

    /** Step Functions has no context at the top of an expression: a bare field name is an error, not undefined. */
    static final Map<String, Object> NO_CONTEXT = new AbstractMap<>() {
        @Override
        public Set<Entry<String, Object>> entrySet() {
            throw new IllegalArgumentException("there is no context here: begin with $states or a variable");
        }
    };

    private static final Pattern RADIX = Pattern.compile("0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");

    private final Map<String, Supplier<JsonNode>> parts;
    private final Map<String, JsonNode> variables;
    private final Instant now;
    /** Computed when the first expression asks: most states have none. */
    private Map<String, Object> states;

    private ExpressionScope(Map<String, Supplier<JsonNode>> parts, Map<String, JsonNode> variables, Instant now) {
        this.parts = parts;
        this.variables = variables;
        this.now = now;
    }

    static ExpressionScope of(
            JsonNode input, Supplier<JsonNode> context, Map<String, JsonNode> variables, Instant now) {
        return new ExpressionScope(Map.of("input", () -> input, "context", context), variables, now);
    }

    /** This scope with one more part of {@code $states}: {@code result} or {@code errorOutput}. */
    ExpressionScope with(String part, JsonNode value) {
        var more = new HashMap<>(parts);
        more.put(part, () -> value);
        return new ExpressionScope(more, variables, now);
    }

    Jsonata.Frame frame(Jsonata expression) {
        if (states == null) {
            states = new HashMap<>();
            parts.forEach((name, part) -> states.put(name, JsonataValues.fromJson(part.get())));
        }
        var frame = expression.createFrame();
        frame.bind("states", (Object) states);
        variables.forEach((name, value) -> frame.bind(name, boxed(value)));
        // The wall clock is not ours: tests move time by hand.
        frame.bind("now", Jsonata.function("now", () -> Timestamps.text(now), null));
        frame.bind("millis", Jsonata.function("millis", now::toEpochMilli, null));
        // The library takes whatever Java's Double does, such as "1f", "NaN" and " 5 ".
        frame.bind("number", Jsonata.function("number", (Object value) -> number(value), "<(nsb)-:n>"));
        frame.bind("parse", Jsonata.function("parse", (String text) -> parse(text), "<s:x>"));
        return frame;
    }

    private static Object parse(String text) {
        try {
            return boxed(StatesJson.parse(text));
        } catch (JsonProcessingException e) {
            throw new JException("$parse: is no JSON", -1);
        }
    }

    private static Number number(Object value) {
        return switch (value) {
            case null -> null;
            case Number number -> number;
            case Boolean bool -> bool ? 1 : 0;
            case String text when NUMBER.matcher(text).matches() -> number(text);
            case String text when RADIX.matcher(text).matches() -> radix(text);
            default -> throw new JException("D3030", -1, value);
        };
    }

    private static Number radix(String text) {
        var radix =
                switch (text.charAt(1)) {
                    case 'x', 'X' -> 16;
                    case 'o', 'O' -> 8;
                    default -> 2;
                };
        return number(new BigInteger(text.substring(2), radix).toString());
    }

    private static Number number(String text) {
        var number = Double.parseDouble(text);
        if (Double.isInfinite(number)) {
            throw new JException("D3030", -1, text);
        }
        if (number == Math.rint(number) && Math.abs(number) < 1L << 53) {
            return (long) number;
        }
        return number;
    }

    /** A null of JSON's own is a value; Java's null would read as undefined. */
    private static Object boxed(JsonNode node) {
        return node.isNull() ? Jsonata.NULL_VALUE : JsonataValues.fromJson(node);
    }
}
