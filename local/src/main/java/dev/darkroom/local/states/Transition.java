package dev.darkroom.local.states;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a state is left.
 *
 * @param next the next state; empty for the end of the execution
 * @param output what the next state gets, or the execution gives; empty for the state's own default
 * @param assign variables to set
 */
record Transition(Optional<String> next, Optional<PayloadTemplate> output, Map<String, PayloadTemplate> assign) {

    Transition {
        assign = Map.copyOf(assign);
    }

    /** Of a state that has either a Next or an End. */
    static Transition read(StateFields from, ExpressionNames words, ExpressionPlace place) {
        var next = from.readOptionalString("Next");
        var end = from.readOptional("End");
        if (end.isPresent() && !(end.get().isBoolean() && end.get().booleanValue())) {
            throw new DefinitionRefused(from.path("End"), "must be true, or left out");
        }
        if (next.isPresent() == end.isPresent()) {
            throw new DefinitionRefused(from.path(), "a state has either Next or End");
        }
        return new Transition(next, readOutput(from, words, place), readAssign(from, words, place));
    }

    /** Of a rule or a catcher: it always has a Next. */
    static Transition readNext(StateFields from, ExpressionNames words, ExpressionPlace place) {
        var next = Optional.of(from.readString("Next"));
        return new Transition(next, readOutput(from, words, place), readAssign(from, words, place));
    }

    /** Of a state that is the last one by its type. */
    static Transition readEnd(StateFields from, ExpressionNames words, ExpressionPlace place) {
        return new Transition(Optional.empty(), readOutput(from, words, place), Map.of());
    }

    private static Optional<PayloadTemplate> readOutput(
            StateFields from, ExpressionNames words, ExpressionPlace place) {
        return from.readOptional("Output").map(value -> PayloadTemplate.read(value, from.path("Output"), words, place));
    }

    private static Map<String, PayloadTemplate> readAssign(
            StateFields from, ExpressionNames words, ExpressionPlace place) {
        var assign = new LinkedHashMap<String, PayloadTemplate>();
        var path = from.path("Assign");
        from.readOptional("Assign").ifPresent(value -> {
            new StateFields(value, path);
            value.properties().forEach(variable -> {
                var name = variable.getKey();
                var at = StateFields.path(path, name);
                if (!name.matches("[A-Za-z_]\\w{0,79}") || name.equals("states")) {
                    throw new DefinitionRefused(at, "is no name for a variable");
                }
                words.addAssigned(name);
                assign.put(name, PayloadTemplate.read(variable.getValue(), at, words, place));
            });
        });
        return assign;
    }
}
