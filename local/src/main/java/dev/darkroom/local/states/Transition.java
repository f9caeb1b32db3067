package dev.darkroom.local.states;

import java.util.Optional;

/**
 * How a state is left.
 *
 * @param next the next state; empty for the end of the execution
 * @param output what the next state gets, or the execution gives; empty for the state's own default
 */
record Transition(Optional<String> next, Optional<PayloadTemplate> output) {

    /** Of a state. */
    static Transition read(StateFields from, ExpressionPlace place) {
        var next = from.readOptionalString("Next");
        var end = from.readOptional("End");
        if (end.isPresent() && !(end.get().isBoolean() && end.get().booleanValue())) {
            throw new DefinitionRefused(from.path("End"), "must be true, or left out");
        }
        if (next.isPresent() == end.isPresent()) {
            throw new DefinitionRefused(from.path(), "a state has either Next or End");
        }
        return new Transition(next, readOutput(from, place));
    }

    /** Of a rule or a catcher: it always has a Next. */
    static Transition readNext(StateFields from, ExpressionPlace place) {
        return new Transition(Optional.of(from.readString("Next")), readOutput(from, place));
    }

    private static Optional<PayloadTemplate> readOutput(StateFields from, ExpressionPlace place) {
        return from.readOptional("Output").map(value -> PayloadTemplate.read(value, from.path("Output"), place));
    }
}
