package dev.darkroom.local.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a definition in the Amazon States Language: of it, what Darkroom uses. Whatever else it says is refused with its
 * JSON path, so that a machine never means less here than it does in AWS.
 */
final class MachineReader {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");

    private final Map<String, State> states = new LinkedHashMap<>();

    private MachineReader() {}

    /**
     * @param definition JSON, in which <code>${Name}</code> stands for the substitution of that name
     * @throws DefinitionRefused when it is wrong or says more than is understood here
     */
    static StateMachine read(String name, String definition, Map<String, String> substitutions) {
        var text = substituted(definition, substitutions);
        try {
            return new MachineReader().readMachine(name, text, StatesJson.parse(text));
        } catch (JsonProcessingException e) {
            throw new DefinitionRefused("$", "is no JSON: " + e.getMessage());
        }
    }

    private static String substituted(String definition, Map<String, String> substitutions) {
        return PLACE.matcher(definition).replaceAll(place -> {
            var value = substitutions.get(place.group(1));
            if (value == null) {
                throw new DefinitionRefused("$", "there is no substitution for ${" + place.group(1) + "}");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private StateMachine readMachine(String name, String text, JsonNode root) {
        var fields = new StateFields(root, "$");
        if (!fields.readString("QueryLanguage").equals("JSONata")) {
            throw new DefinitionRefused("$.QueryLanguage", "must be JSONata");
        }
        fields.readOptional("Comment");
        var startAt = fields.readString("StartAt");
        var timeout = Optional.of(fields.readInteger("TimeoutSeconds", 0, 1, Seconds.MOST))
                .filter(seconds -> seconds > 0)
                .map(Duration::ofSeconds);
        readStates(new StateFields(fields.require("States"), "$.States"), fields.require("States"));
        fields.refuseOthers();
        checkWays(startAt);
        return new StateMachine(name, text, startAt, states, timeout);
    }

    private void readStates(StateFields fields, JsonNode all) {
        all.properties().forEach(entry -> {
            var path = fields.path(entry.getKey());
            if (entry.getKey().isEmpty() || entry.getKey().length() > 80) {
                throw new DefinitionRefused(path, "a state's name has 1 to 80 characters");
            }
            states.put(entry.getKey(), new StateReader(new StateFields(entry.getValue(), path)).read());
        });
    }

    private void checkWays(String startAt) {
        if (!states.containsKey(startAt)) {
            throw new DefinitionRefused("$.StartAt", "there is no state " + startAt);
        }
        states.forEach((name, state) -> ways(state).forEach(next -> {
            if (!states.containsKey(next)) {
                throw new DefinitionRefused(
                        StateFields.path("$.States", name), "leads to " + next + ", which is no state");
            }
        }));
        var reached = new HashSet<String>(List.of(startAt));
        for (var ahead = new ArrayDeque<>(reached); !ahead.isEmpty(); ) {
            ways(states.get(ahead.remove())).stream().filter(reached::add).forEach(ahead::add);
        }
        states.keySet().stream()
                .filter(name -> !reached.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new DefinitionRefused(StateFields.path("$.States", name), "no way leads to this state");
                });
    }

    private static List<String> ways(State state) {
        return switch (state) {
            case State.Task task -> {
                var ways = new ArrayList<>(task.transition().next().stream().toList());
                task.catchers()
                        .forEach(catcher -> ways.add(catcher.transition().next().orElseThrow()));
                yield ways;
            }
            case State.Choice choice -> {
                var ways = new ArrayList<>(List.of(choice.otherwise()));
                choice.rules().forEach(rule -> ways.add(rule.transition().next().orElseThrow()));
                yield ways;
            }
            case State.Wait wait -> wait.transition().next().stream().toList();
        };
    }
}
