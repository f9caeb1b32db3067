package dev.darkroom.local.states;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the expressions of one state see: {@code $states}, the variables, and the time. */
final class Scope {

    /** Step Functions has no context at the top of an expression: a bare field name is an error, not undefined. */
    static final Map<String, Object> NO_CONTEXT = new AbstractMap<>() {
        @Override
        public Set<Entry<String, Object>> entrySet() {
            throw new IllegalArgumentException("there is no context here: begin with $states or a variable");
        }
    };

    private final Map<String, Object> states;
    private final Map<String, Object> variables;
    private final Instant now;

    private Scope(Map<String, Object> states, Map<String, Object> variables, Instant now) {
        this.states = states;
        this.variables = variables;
        this.now = now;
    }

    static Scope of(JsonNode input, JsonNode context, Map<String, JsonNode> variables, Instant now) {
        var values = new LinkedHashMap<String, Object>();
        variables.forEach((name, value) -> values.put(name, boxed(value)));
        var states = new LinkedHashMap<String, Object>();
        states.put("input", Values.fromJson(input));
        states.put("context", Values.fromJson(context));
        return new Scope(states, values, now);
    }

    /** This scope with one more part of {@code $states}: {@code result} or {@code errorOutput}. */
    Scope with(String part, JsonNode value) {
        var more = new LinkedHashMap<>(states);
        more.put(part, Values.fromJson(value));
        return new Scope(more, variables, now);
    }

    Jsonata.Frame frame(Jsonata expression) {
        var frame = expression.createFrame();
        frame.bind("states", (Object) states);
        variables.forEach(frame::bind);
        // The wall clock is not ours: tests move time by hand.
        frame.bind("now", Jsonata.function("now", () -> Timestamps.text(now), null));
        frame.bind("millis", Jsonata.function("millis", now::toEpochMilli, null));
        frame.bind("parse", Jsonata.function("parse", (String text) -> parse(text), "<s:x>"));
        return frame;
    }

    private static Object parse(String text) {
        try {
            return boxed(Json.parse(text));
        } catch (JsonProcessingException e) {
            throw new JException("$parse: is no JSON", -1);
        }
    }

    /** A null of JSON's own is a value; Java's null would read as undefined. */
    private static Object boxed(JsonNode node) {
        return node.isNull() ? Jsonata.NULL_VALUE : Values.fromJson(node);
    }
}
