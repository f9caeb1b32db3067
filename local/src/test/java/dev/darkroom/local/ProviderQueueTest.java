package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A burst becomes paced submissions: nobody is refused, nobody overtakes, no place is lost. */
class ProviderQueueTest {

    private static final Map<String, String> AMPLE = Map.of(
            "DAILY_LIMIT", "1000",
            "DAILY_LIMIT_PER_ADDRESS", "1000",
            "DAILY_BUDGET_USD", "1000",
            "MONTHLY_BUDGET_USD", "1000",
            "PROVIDER_REQUESTS_PER_MINUTE", "600",
            "PROVIDER_CONCURRENT", "10");

    @Test
    void aHundredAndTwentyAtOnceAllSucceedInTwelveRounds() throws Exception {
        try (var world = TestSystem.start(AMPLE, options -> options.withLimits(600, 10, 10))) {
            var begin = world.now();
            var tasks = new ArrayList<String>();
            for (var i = 0; i < 120; i++) {
                tasks.add(world.create("one of many [[time=60]]"));
            }
            world.settle();
            var queued = world.get("/api/images/" + tasks.getLast()).json();
            assertEquals("pending", queued.path("status").asText());
            assertTrue(queued.path("retryAfter").asInt() > 6, "it is told to come back later: " + queued);
            while (!"success".equals(status(world, tasks.getLast()))
                    && Duration.between(begin, world.now()).compareTo(Duration.ofHours(1)) < 0) {
                world.advance(Duration.ofSeconds(5));
            }
            world.advance(Duration.ofSeconds(70));
            var took = Duration.between(begin, world.now()).minusSeconds(70);
            for (var task : tasks) {
                assertEquals("success", status(world, task));
                assertEquals(1, world.provider().billed(task));
            }
            assertEquals(0, world.provider().requests().overLimit(), "no request was refused");
            assertTrue(took.toSeconds() <= 12 * 60 * 1.25, "it took " + took);
            assertEquals(inOrder(world, tasks), tasks, "first come, first served");
        }
    }

    @Test
    void aTaskThatDiesGivesItsPlaceBack() throws Exception {
        var settings = new HashMap<>(AMPLE);
        settings.put("PROVIDER_CONCURRENT", "2");
        settings.put("TASK_DEADLINE_SECONDS", "180");
        try (var world = TestSystem.start(settings)) {
            world.create("never ends [[stuck]]");
            world.create("never ends either [[stuck]]");
            world.settle();
            var next = world.create("in their place");
            world.advance(Duration.ofMinutes(2));
            assertEquals("pending", status(world, next));
            world.advance(Duration.ofMinutes(5));
            assertEquals("success", status(world, next), world.historyOf(next));
        }
    }

    @Test
    void whoWaitsLongForAPlaceLooksSeldomAndThenWaitsForItsCallbackAsEver() throws Exception {
        var settings = new HashMap<>(AMPLE);
        settings.put("PROVIDER_CONCURRENT", "1");
        settings.put("TASK_DEADLINE_SECONDS", "3600");
        settings.put("QUEUE_DEADLINE_SECONDS", "7200");
        try (var world = TestSystem.start(settings)) {
            world.create("never ends [[stuck]]");
            world.settle();
            var next = world.create("in its place [[time=60]] [[nocallback]]");
            world.advance(Duration.ofMinutes(59));
            assertEquals("pending", status(world, next));
            var looks = world.states().transitions(next);
            assertTrue(looks <= 45, looks + " transitions");
            world.advance(Duration.ofMinutes(5));
            assertEquals("success", status(world, next), world.historyOf(next));
        }
    }

    @Test
    void whoWaitsTooLongForAPlaceIsToldSoAndWasNeverBilled() throws Exception {
        var settings = new HashMap<>(AMPLE);
        settings.put("PROVIDER_CONCURRENT", "1");
        settings.put("QUEUE_DEADLINE_SECONDS", "120");
        try (var world = TestSystem.start(settings)) {
            world.create("never ends [[stuck]]");
            world.settle();
            var next = world.create("too late");
            world.advance(Duration.ofMinutes(5));
            var task = world.get("/api/images/" + next).json();
            assertEquals("queue_timed_out", task.path("error").path("code").asText());
            assertEquals(0, world.provider().billed(next));
        }
    }

    private static String status(TestSystem world, String taskId) {
        return world.get("/api/images/" + taskId).json().path("status").asText();
    }

    private static List<String> inOrder(TestSystem world, List<String> tasks) {
        return world.provider().jobs().stream()
                .map(job -> job.key())
                .filter(tasks::contains)
                .toList();
    }
}
