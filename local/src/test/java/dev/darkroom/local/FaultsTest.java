package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Throws random sequences of faults, duplicates, delays, deletions and crashes at the whole system, and holds rules 1,
 * 2, 3, 4 and 6 after each. {@code -Dfaults.sequences=10000} makes it longer, {@code -Dfaults.seed=...} the same again.
 */
class FaultsTest {

    private static final int TOGETHER = 50;
    private static final Duration PAST_ANY_DEADLINE = Duration.ofMinutes(60);
    private static final List<String> MARKS = List.of(
            "[[429]]",
            "[[429x3]]",
            "[[503x2]]",
            "[[500x2]]",
            "[[drop]]",
            "[[dropx2]]",
            "[[401]]",
            "[[403]]",
            "[[400]]",
            "[[fail]]",
            "[[stuck]]",
            "[[status=weird]]",
            "[[nooutput]]",
            "[[outputs=2]]",
            "[[time=90]]",
            "[[vanishx2]]",
            "[[garbledx2]]",
            "[[429readsx2]]",
            "[[nocallback]]",
            "[[callbackx5]]",
            "[[early]]",
            "[[late=100]]",
            "[[late=400]]",
            "[[forged]]",
            "[[stale]]",
            "[[stranger]]",
            "[[expiredx1]]",
            "[[expired]]",
            "[[htmlx2]]",
            "[[shortx1]]",
            "[[garbage]]",
            "[[emptyx1]]",
            "[[chunked]]");

    @Test
    @Timeout(3600)
    void everyTaskEndsOnceIsBilledOnceAndCountsAsItEnded() throws Exception {
        var seed = Long.getLong("faults.seed", System.nanoTime());
        var sequences = Integer.getInteger("faults.sequences", 100);
        System.out.println("faults: seed " + seed + ", " + sequences + " sequences");
        var random = new Random(seed);
        try (var world = TestSystem.start(
                Map.of(
                        "TASK_DEADLINE_SECONDS", "200",
                        "QUEUE_DEADLINE_SECONDS", "600",
                        "DAILY_LIMIT", "100000",
                        "DAILY_LIMIT_PER_ADDRESS", "100000",
                        "DAILY_BUDGET_USD", "100000",
                        "MONTHLY_BUDGET_USD", "100000",
                        "PROVIDER_REQUESTS_PER_MINUTE", "6000",
                        "PROVIDER_CONCURRENT", "40"),
                // A stuck job never ends: the simulation must not count it as running for ever.
                options -> options.withLimits(6000, 100, 1_000_000))) {
            for (var done = 0; done < sequences; done += TOGETHER) {
                batch(world, random, "seed " + seed + ", batch from " + done);
            }
        }
    }

    private static void batch(TestSystem world, Random random, String where) {
        world.startANewDay();
        // Bad luck may have opened the breaker, which is not looked at here.
        world.updateSite("REMOVE paused, refusals", Map.of());
        var tasks = new ArrayList<String>();
        var deleted = new ArrayList<String>();
        for (var i = 0; i < TOGETHER; i++) {
            var key = "click-" + random.nextLong();
            var body = "{\"prompt\":\"a kettle %s\"}".formatted(marks(random));
            var clicks = 1 + random.nextInt(2);
            for (var click = 0; click < clicks; click++) {
                var answer = world.post("/api/images", body, "Idempotency-Key", key);
                assertEquals(click == 0 ? 202 : 200, answer.status(), where);
                if (click == 0) {
                    tasks.add(answer.json().path("taskId").asText());
                }
            }
            if (random.nextInt(4) == 0) {
                world.advance(Duration.ofSeconds(random.nextInt(40)));
            }
            if (random.nextInt(20) == 0) {
                var victim = tasks.get(random.nextInt(tasks.size()));
                if (world.delete("/api/images/" + victim).status() == 204) {
                    deleted.add(victim);
                }
            }
            if (random.nextInt(25) == 0) {
                world.states().stop(tasks.get(random.nextInt(tasks.size())));
            }
        }
        if (random.nextInt(4) == 0) {
            world.restart();
        }
        world.advance(PAST_ANY_DEADLINE);
        var successes = 0;
        for (var task : tasks) {
            successes += check(world, task, deleted.contains(task), where) ? 1 : 0;
        }
        // A deleted task gives nothing back, whether it had failed before is not asked here.
        var used = world.get("/api/quota").json().path("used").asInt();
        assertTrue(used >= successes && used <= successes + deleted.size(), where + ": used " + used);
    }

    private static boolean check(TestSystem world, String taskId, boolean deleted, String where) {
        var about = where + ", task " + taskId + ": ";
        assertTrue(world.provider().billed(taskId) <= 1, about + "billed more than once");
        var answer = world.get("/api/images/" + taskId);
        assertEquals(deleted ? 404 : 200, answer.status(), about);
        if (deleted) {
            return false;
        }
        var task = answer.json();
        return switch (task.path("status").asText()) {
            case "success" -> {
                task.path("outputs").forEach(output -> assertReadable(world, output, about));
                assertEquals(1, world.provider().billed(taskId), about);
                yield true;
            }
            case "fail" -> {
                assertTrue(task.path("error").hasNonNull("code"), about + task);
                yield false;
            }
            default -> throw new AssertionError(about + "never ended: " + task);
        };
    }

    private static void assertReadable(TestSystem world, JsonNode output, String about) {
        var path = output.path("url").asText().replaceFirst("^https?://[^/]+", "");
        assertEquals(output.path("bytes").asInt(), world.get(path).bytes().length, about + output);
    }

    private static String marks(Random random) {
        var marks = new StringBuilder();
        for (var i = random.nextInt(4); i > 0; i--) {
            marks.append(MARKS.get(random.nextInt(MARKS.size())));
        }
        return marks.toString();
    }
}
