package dev.darkroom.local.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** The context object, {@code $states.context} (AWS, "Accessing execution data from the Context object", 2026). */
final class ContextObject {

    private ContextObject() {}

    /** @param token of the attempt that is about to begin; null where there is none */
    static ExpressionScope scope(StateMachine machine, ExecutionBuilder draft, String token, Instant now) {
        var visit = draft.visit;
        return ExpressionScope.of(visit.input(), () -> context(machine, draft, visit, token), draft.variables, now);
    }

    private static JsonNode context(StateMachine machine, ExecutionBuilder draft, StateVisit visit, String token) {
        var context = StatesJson.object();
        var execution = context.putObject("Execution")
                .put("Id", Arns.execution(machine.name(), draft.name()))
                .put("Name", draft.name())
                .put("StartTime", Timestamps.text(draft.startedAt()));
        execution.set("Input", parsed(draft.input()));
        context.putObject("State")
                .put("Name", visit.state())
                .put("EnteredTime", Timestamps.text(visit.enteredAt()))
                .put("RetryCount", visit.retryCount());
        context.putObject("StateMachine").put("Id", machine.arn()).put("Name", machine.name());
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
