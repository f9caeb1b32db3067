package dev.darkroom.local.states;

import com.fasterxml.jackson.databind.node.JsonNodeType;
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
            Transition transition)
            implements State {

        /** As the history calls it. */
        String resource() {
            return waitsForToken ? "invoke.waitForTaskToken" : "invoke";
        }
    }

    record Wait(Seconds seconds, Transition transition) implements State {}

    record Choice(List<Rule> rules, String otherwise) implements State {}

    /** One element of {@code Choices}. */
    record Rule(Expression condition, Transition transition) {

        boolean holds(ExpressionScope scope) {
            return condition.evaluate(scope, JsonNodeType.BOOLEAN).booleanValue();
        }
    }

    /** As the definition and the history call it. */
    default String type() {
        return getClass().getSimpleName();
    }
}
