package dev.darkroom.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Measures, in real time, from the provider's completion of a 1 MB file to the task's success, by callback. No test:
 * {@code bench/run latency} runs it.
 */
class CallbackLatency {

    private static final int WARM_UP = 5;
    private static final int COUNTED = 21;

    @Test
    void fromCompletionToSuccess() throws Exception {
        var data = Files.createTempDirectory("darkroom-bench");
        var settings = Map.of("DAILY_LIMIT", "1000", "DAILY_LIMIT_PER_ADDRESS", "1000");
        try (var timeline = new RealTimeline();
                var local = Local.start(new Arguments(TestSystem.home(), data, 0, false), timeline, settings)) {
            var visitor = new Caller(local.url());
            visitor.get("/api/quota");
            var millis = new ArrayList<Long>();
            for (var i = 0; i < WARM_UP + COUNTED; i++) {
                millis.add(added(local, visitor).toMillis());
            }
            report(millis.subList(WARM_UP, millis.size()));
        }
    }

    private static Duration added(Local local, Caller visitor) throws InterruptedException {
        var body = "{\"prompt\":\"one of many [[time=1]] [[big=1]]\"}";
        var taskId = visitor.post("/api/images", body).json().path("taskId").asText();
        JsonNode task;
        do {
            Thread.sleep(20);
            task = visitor.get("/api/images/" + taskId).json();
        } while (!task.hasNonNull("completedAt"));
        var job = local.provider().orElseThrow().jobs().stream()
                .filter(each -> each.key().equals(taskId))
                .findFirst()
                .orElseThrow();
        return Duration.between(
                job.created().plus(job.length()),
                Instant.parse(task.path("completedAt").asText()));
    }

    private static void report(List<Long> millis) {
        var sorted = millis.stream().sorted().toList();
        System.out.printf(
                "latency: %d images of 1 MB by callback; completion to success in ms: min %d, median %d, max %d%n",
                sorted.size(), sorted.getFirst(), sorted.get(sorted.size() / 2), sorted.getLast());
    }
}
