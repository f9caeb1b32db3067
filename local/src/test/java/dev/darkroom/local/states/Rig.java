package dev.darkroom.local.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.local.FunctionError;
import dev.darkroom.local.Lambda;
import dev.darkroom.local.ManualTimeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One machine on a clock that stands still, with functions that remember what they were given. */
final class Rig {

    static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    interface Handler {
        String answer(JsonNode event) throws FunctionError;
    }

    final ManualTimeline timeline;
    final Map<String, Lambda> functions = new HashMap<>();
    final List<JsonNode> calls = new ArrayList<>();
    final List<Instant> callTimes = new ArrayList<>();
    final List<ExecutionEnded> told = new ArrayList<>();
    final Executions executions;

    Rig(String definition) {
        this(definition, new MemoryJournal(), START);
    }

    Rig(String definition, ExecutionJournal journal, Instant now) {
        timeline = new ManualTimeline(now);
        var machine = MachineReader.read("m", definition, Map.of("F", "f"));
        executions = new Executions(machine, journal, timeline, new Random(7), functions, List.of(told::add));
    }

    /** A machine in which {@code states} is the text inside the States object, and the first state is A. */
    static Rig of(String states) {
        return new Rig(machine(states));
    }

    static String machine(String states) {
        return "{'QueryLanguage':'JSONata','StartAt':'A','States':{".replace('\'', '"') + quoted(states) + "}}";
    }

    /** JSON with ~ for the double quote, since JSONata's own strings take the single one. */
    static String quoted(String text) {
        return text.replace('~', '"');
    }

    Rig function(String name, Handler handler) {
        functions.put(name, payload -> {
            var event = json(new String(payload, StandardCharsets.UTF_8));
            calls.add(event);
            callTimes.add(timeline.instant());
            return handler.answer(event).getBytes(StandardCharsets.UTF_8);
        });
        return this;
    }

    Rig start(String input) {
        executions.start("x", input, json(input));
        timeline.settle();
        return this;
    }

    Rig advance(Duration step) {
        timeline.advance(step);
        return this;
    }

    Rig run(String input) {
        return start(input).advance(Duration.ofDays(30));
    }

    Execution execution() {
        return executions.find("x").orElseThrow();
    }

    JsonNode output() {
        return execution().output();
    }

    String token() {
        return ((Phase.Working) execution().visit().phase()).token();
    }

    List<String> events() {
        return execution().events().stream().map(HistoryEvent::type).toList();
    }

    static JsonNode json(String text) {
        try {
            return StatesJson.parse(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
