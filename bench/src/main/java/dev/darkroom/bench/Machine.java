package dev.darkroom.bench;

import dev.darkroom.local.ManualTimeline;
import dev.darkroom.local.states.StepFunctions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/** What a transition costs in the state machine's interpreter, with functions that do nothing. */
final class Machine implements Measurement {

    private static final int STATES = 20;
    private static final int WARM_UP = 150;
    private static final int COUNTED = 150;

    @Override
    public Report take(Path folder) throws Exception {
        var memory = perTransition(null);
        var disk = perTransition(folder.resolve("states"));
        return Report.of("executions are kept", "p50 a transition", "p99 a transition")
                .row("in memory", memory.text(0.5), memory.text(0.99))
                .row("on disk", disk.text(0.5), disk.text(0.99))
                .ratio(
                        "Keeping every step on disk costs %.1f x; an image by callback has 2 transitions, so the interpreter "
                                + "adds about %s to it.",
                        disk.median() / memory.median(), Times.millis(2 * disk.median()));
    }

    private static Times perTransition(Path folder) {
        var timeline = new ManualTimeline(Instant.now());
        var times = new Times();
        try (var service = StepFunctions.open(folder, timeline, new Random(1), Map.of("f", payload -> payload));
                var client = client(service.endpoint())) {
            var machine = service.create("chain", chain(), Map.of());
            for (var i = 0; i < WARM_UP + COUNTED; i++) {
                var name = "run-" + i;
                client.startExecution(
                        start -> start.stateMachineArn(machine).name(name).input("{\"taskId\":\"sample\"}"));
                var began = System.nanoTime();
                timeline.settle();
                if (i >= WARM_UP) {
                    times.add((System.nanoTime() - began) / STATES);
                }
                if (service.transitions(name) != STATES) {
                    throw new IllegalStateException(name + " did not come through");
                }
            }
        }
        return times;
    }

    private static SfnClient client(URI endpoint) {
        return SfnClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** Task states as those of infra/generate.asl.json are, one after the other. */
    private static String chain() {
        var states = IntStream.range(0, STATES)
                .mapToObj(number -> String.format(
                        Locale.ROOT,
                        """
                        "S%d": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                          "Arguments": {"FunctionName": "f", "Payload": {"taskId": "{%% $states.input.taskId %%}"}},
                          "Output": {"taskId": "{%% $states.result.Payload.taskId %%}"}, "TimeoutSeconds": 60, %s}""",
                        number,
                        number == STATES - 1
                                ? "\"End\": true"
                                : String.format(Locale.ROOT, "\"Next\": \"S%d\"", number + 1)))
                .collect(Collectors.joining(",\n"));
        return String.format(
                Locale.ROOT, "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"S0\", \"States\": {%s}}", states);
    }
}
