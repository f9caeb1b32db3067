package dev.darkroom.local.states;

import com.fasterxml.jackson.databind.JsonNode;
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
            Template payload,
            Optional<Seconds> timeout,
            List<Retrier> retriers,
            List<Catcher> catchers,
            Departure departure)
            implements State {

        /** As the history calls it. */
        String resource() {
            return waitsForToken ? "invoke.waitForTaskToken" : "invoke";
        }
    }

    record Wait(Pause pause, Departure departure) implements State {}

    record Choice(List<Rule> rules, Optional<String> otherwise) implements State {}

    record Pass(Departure departure) implements State {}

    record Succeed(Departure departure) implements State {}

    record Fail(Optional<Template> error, Optional<Template> cause) implements State {

        /** Null when it says none. */
        String error(Scope scope) {
            return text(error, scope);
        }

        /** Null when it says none. */
        String cause(Scope scope) {
            return text(cause, scope);
        }

        private static String text(Optional<Template> template, Scope scope) {
            var text = template.map(value -> value.evaluate(scope));
            if (text.isPresent() && !text.get().isTextual()) {
                throw StateError.query("Error and Cause of a Fail must be texts, not " + text.get() + ".");
            }
            return text.map(JsonNode::textValue).orElse(null);
        }
    }

    /** One element of {@code Choices}. */
    record Rule(Expression condition, Departure departure) {

        boolean holds(Scope scope) {
            var answer = condition.evaluate(scope);
            if (!answer.isBoolean()) {
                throw StateError.query("A Condition must be true or false, not " + answer + ".");
            }
            return answer.booleanValue();
        }
    }

    /** How long a Wait waits. */
    sealed interface Pause {
        record For(Seconds seconds) implements Pause {}

        record Until(Template timestamp) implements Pause {}

        default Instant until(Instant now, Scope scope) {
            return switch (this) {
                case For(var seconds) -> now.plus(seconds.evaluate(scope));
                case Until(var timestamp) -> {
                    var text = timestamp.evaluate(scope);
                    try {
                        yield Instant.parse(text.asText());
                    } catch (DateTimeParseException e) {
                        throw StateError.query("The Timestamp of a Wait must be a time, not " + text + ".");
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
