package dev.darkroom.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** One state of a machine. */
sealed interface State {

    /**
     * Calls a function.
     *
     * @param waitsForToken whether the call only begins the work, and SendTaskSuccess or SendTaskFailure ends it
     * @param functionName which function
     * @param payload what it is given
     */
    record Task(
            boolean waitsForToken,
            String functionName,
            PayloadTemplate payload,
            Optional<Seconds> timeout,
            List<Retrier> retriers,
            List<Catcher> catchers,
            Transition departure)
            implements State {

        /** As the history calls it. */
        String resource() {
            return waitsForToken ? "invoke.waitForTaskToken" : "invoke";
        }
    }

    record Wait(Pause pause, Transition departure) implements State {}

    record Choice(List<Rule> rules, Optional<String> otherwise) implements State {}

    record Pass(Transition departure) implements State {}

    record Succeed(Transition departure) implements State {}

    record Fail(Optional<PayloadTemplate> error, Optional<PayloadTemplate> cause) implements State {

        /** Null when it says none. */
        String error(ExpressionScope scope) {
            return text(error, scope);
        }

        /** Null when it says none. */
        String cause(ExpressionScope scope) {
            return text(cause, scope);
        }

        private static String text(Optional<PayloadTemplate> template, ExpressionScope scope) {
            return template.map(value -> value.evaluate(scope, JsonNodeType.STRING))
                    .map(JsonNode::textValue)
                    .orElse(null);
        }
    }

    /** One element of {@code Choices}. */
    record Rule(Expression condition, Transition departure) {

        boolean holds(ExpressionScope scope) {
            return condition.evaluate(scope, JsonNodeType.BOOLEAN).booleanValue();
        }
    }

    /** How long a Wait waits. */
    sealed interface Pause {
        record For(Seconds seconds) implements Pause {}

        record Until(PayloadTemplate timestamp) implements Pause {}

        default Instant until(Instant now, ExpressionScope scope) {
            return switch (this) {
                case For(var seconds) -> now.plus(seconds.evaluate(scope));
                case Until(var timestamp) -> {
                    var text = timestamp.evaluate(scope, JsonNodeType.STRING).textValue();
                    try {
                        yield Instant.parse(text);
                    } catch (DateTimeParseException e) {
                        throw StateError.query("The Timestamp field cannot be parsed as an ISO-8601 extended offset "
                                + "date-time format string: " + text);
                    }
                }
            };
        }
    }

    /** As the definition and the history call it. */
    default String type() {
        return getClass().getSimpleName();
    }
}
