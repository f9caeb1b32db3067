package dev.darkroom.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** A world in which every execution goes the way on which its functions' fates lead it. */
final class Ways implements AutoCloseable {

    /**
     * What is seen of one execution.
     *
     * @param states in the order in which they were entered
     * @param calls functions with their payloads
     * @param output null when it has none
     * @param events the types of its history
     */
    record Way(
            List<String> states,
            List<String> calls,
            String status,
            JsonNode output,
            String error,
            String cause,
            List<String> events) {}

    /** Where a token is answered before its function has, nobody says whether it is told. */
    private static final String SUBMITTED = "TaskSubmitted";

    private static final int MOST_LOOKS = 1000;

    private final Directed directed;
    private final MemoryWorld world;

    Ways(Directed directed) {
        this.directed = directed;
        world = new MemoryWorld(new Random(1), Sequences.SETTINGS, directed);
    }

    Way follow(String prompt, Map<String, List<Fate>> fates) {
        directed.begin(fates);
        var taskId = world.post("/api/images", String.format(Locale.ROOT, "{\"prompt\":\"%s\"}", prompt))
                .json()
                .path("taskId")
                .asText();
        var arn = directed.machine().replace(":stateMachine:", ":execution:") + ":" + taskId;
        var ended = ended(arn);
        var events =
                directed
                        .client()
                        .getExecutionHistoryPaginator(
                                get -> get.executionArn(arn).maxResults(1000))
                        .events()
                        .stream()
                        .toList();
        return new Way(
                events.stream()
                        .map(HistoryEvent::stateEnteredEventDetails)
                        .filter(Objects::nonNull)
                        .map(details -> details.name())
                        .toList(),
                directed.calls(),
                ended.statusAsString(),
                ended.output() == null
                        ? null
                        : Directed.parse(ended.output().replace(taskId, "TASK").getBytes(StandardCharsets.UTF_8)),
                ended.error(),
                ended.cause(),
                events.stream()
                        .map(HistoryEvent::typeAsString)
                        .filter(type -> !type.equals(SUBMITTED))
                        .toList());
    }

    private DescribeExecutionResponse ended(String arn) {
        for (var look = 0; look < MOST_LOOKS; look++) {
            directed.goOn();
            var seen = directed.client().describeExecution(describe -> describe.executionArn(arn));
            if (seen.status() != ExecutionStatus.RUNNING) {
                return seen;
            }
        }
        throw new AssertionError(arn + " still runs");
    }

    @Override
    public void close() {
        world.close();
        directed.close();
    }
}
