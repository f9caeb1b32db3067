package dev.darkroom.local.states;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What the expressions of one state see: {@code $states}, and a {@code $number} as JSONata has it. */
final class ExpressionScope {

    /** Step Functions has no context at the top of an expression: a bare field name is an error, not undefined. */
    static final Map<String, Object> NO_CONTEXT = new AbstractMap<>() {
        @Override
        public Set<Entry<String, Object>> entrySet() {
            throw new IllegalArgumentException("there is no context here: begin with $states");
        }
    };

    private static final Pattern RADIX = Pattern.compile("0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");

    private final Map<String, Supplier<JsonNode>> parts;
    /** Computed when the first expression asks: most states have none. */
    private Map<String, Object> states;

    private ExpressionScope(Map<String, Supplier<JsonNode>> parts) {
        this.parts = parts;
    }

    static ExpressionScope of(JsonNode input, Supplier<JsonNode> context) {
        return new ExpressionScope(Map.of("input", () -> input, "context", context));
    }

    /** This scope with one more part of {@code $states}: {@code result} or {@code errorOutput}. */
    ExpressionScope with(String part, JsonNode value) {
        var more = new HashMap<>(parts);
        more.put(part, () -> value);
        return new ExpressionScope(more);
    }

    Jsonata.Frame frame(Jsonata expression) {
        if (states == null) {
            states = new HashMap<>();
            parts.forEach((name, part) -> states.put(name, JsonataValues.fromJson(part.get())));
        }
        var frame = expression.createFrame();
        frame.bind("states", (Object) states);
        // The library takes whatever Java's Double does, such as "1f", "NaN" and " 5 ".
        frame.bind("number", Jsonata.function("number", (Object value) -> number(value), "<(nsb)-:n>"));
        return frame;
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
}
