package dev.darkroom.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.Live;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A Darkroom in which one task has come as far as a function wants it, and no further: its state machine does nothing, so
 * that nobody carries it on.
 */
final class Fixture {

    /** More than any simulated image takes. */
    private static final Duration UNTIL_FINISHED = Duration.ofMinutes(3);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What has to have happened before a function has work to do. */
    private static final Map<String, List<String>> BEFORE = Map.of(
            "Submit", List.of(),
            "Poll", List.of("Submit"),
            "HiapiCallback", List.of("Submit"),
            "GiveUp", List.of("Submit"),
            "Persist", List.of("Submit", "Poll"),
            "GetTask", List.of("Submit", "Poll", "Persist"),
            "ListTasks", List.of("Submit", "Poll", "Persist"),
            "DeleteTask", List.of("Submit", "Poll", "Persist"));

    private static final String NOTHING =
            "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"Rest\", \"States\": {\"Rest\": {\"Type\": \"Wait\", \"Seconds\": 0, \"End\": true}}}";

    private final Map<String, String> settings;
    private final Live live;
    private final Map<String, Lambda> functions;
    private final ManualTimeline timeline;

    /** @param timeline what the system runs on */
    Fixture(Local local, ManualTimeline timeline) {
        settings = new HashMap<>(local.settings());
        settings.put("STATE_MACHINE_ARN", local.states().create("nothing", NOTHING, Map.of()));
        this.live = new Live(settings, timeline, line -> {});
        this.functions = Functions.of(live);
        this.timeline = timeline;
    }

    /** The settings of its functions. */
    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** The names of its functions. */
    Set<String> functions() {
        return functions.keySet();
    }

    /** Brings a task to where this function takes it up; there is none for functions that need none. */
    SampleValues setFor(String function, Path home) throws IOException, FunctionError {
        var secret = live.callbackSecret().get().orElse("");
        var steps = BEFORE.get(function);
        if (steps == null) {
            return new SampleValues(null, null, null, secret);
        }
        var created = create(Files.readString(home.resolve("events/create-task.json")));
        var taskId = JSON.readTree(created.path("body").asText()).path("taskId").asText();
        for (var step : steps) {
            call(step, taskId);
            timeline.advance(step.equals("Submit") && steps.size() > 1 ? UNTIL_FINISHED : Duration.ZERO);
        }
        var jobId = live.tasks().find(taskId).orElseThrow().job().id();
        return new SampleValues(taskId, jobId, created.at("/cookies/0").asText().replaceAll(";.*", ""), secret);
    }

    private JsonNode create(String event) throws IOException, FunctionError {
        return JSON.readTree(functions.get("CreateTask").invoke(event.getBytes(StandardCharsets.UTF_8)));
    }

    private void call(String step, String taskId) throws FunctionError {
        var input = String.format(Locale.ROOT, "{\"taskId\":\"%s\",\"token\":\"AQCsampletasktoken\"}", taskId);
        functions.get(step).invoke(input.getBytes(StandardCharsets.UTF_8));
    }
}
