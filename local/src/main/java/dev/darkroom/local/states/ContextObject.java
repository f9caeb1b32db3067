package dev.darkroom.local.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** What our definitions read of the context object, {@code $states.context} (AWS, "Accessing execution data from the Context object", 2026). */
final class ContextObject {

    private ContextObject() {}

    /** @param token of the attempt that is about to begin; null where there is none */
    static ExpressionScope scope(ExecutionBuilder draft, String token) {
        var visit = draft.visit;
        return ExpressionScope.of(visit.input(), () -> context(draft, visit, token));
    }

    private static JsonNode context(ExecutionBuilder draft, StateVisit visit, String token) {
        var context = StatesJson.object();
        context.putObject("Execution").set("Input", parsed(draft.input()));
        context.putObject("State").put("RetryCount", visit.retryCount());
        if (token != null) {
            context.putObject("Task").put("Token", token);
        }
        return context;
    }

    private static JsonNode parsed(String input) {
        try {
            return StatesJson.parse(input);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an execution's input is checked when it starts", e);
        }
    }
}
