package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Random sequences of faults, duplicates, delays, deletions and crashes, thrown at a world; and what must hold after
 * each.
 */
final class Sequences {

    /** For a world that these are thrown at: nobody is refused for want of allowance, and the provider lets all in. */
    static final Map<String, String> SETTINGS = Map.of(
            "DAILY_LIMIT", "100000",
            "DAILY_LIMIT_PER_ADDRESS", "100000",
            "DAILY_BUDGET_USD", "100000",
            "MONTHLY_BUDGET_USD", "100000",
            "PROVIDER_REQUESTS_PER_MINUTE", "6000",
            "PROVIDER_CONCURRENT", "40");

    private static final int TOGETHER = 50;
    private static final Duration PAST_ANY_DEADLINE = Duration.ofMinutes(60);

    /** Whatever comes together of these, the result must be stored in the end. */
    private static final List<String> CURABLE = List.of(
            "[[429]]",
            "[[429x3]]",
            "[[503x2]]",
            "[[500x2]]",
            "[[drop]]",
            "[[dropx2]]",
            "[[status=weird]]",
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
            "[[shortx1]]",
            "[[emptyx1]]",
            "[[chunked]]");

    private static final List<String> FATAL = List.of(
            "[[401]]",
            "[[403]]",
            "[[400]]",
            "[[fail]]",
            "[[stuck]]",
            "[[nooutput]]",
            "[[vanish]]",
            "[[expired]]",
            "[[html]]",
            "[[garbage]]");

    private final World world;
    private final Random random;
    private final String where;
    /** What was asked for, by the task's id. */
    private final Map<String, String> prompts = new LinkedHashMap<>();
    /** What somebody took out of the machine's hands. */
    private final Set<String> deleted = new HashSet<>();

    private final Set<String> stopped = new HashSet<>();

    private Sequences(World world, Random random, String where) {
        this.world = world;
        this.random = random;
        this.where = where;
    }

    /** Throws so many of them, some at a time, at worlds that follow one another. */
    static void run(World world, Random random, int sequences, String where) {
        for (var done = 0; done < sequences; done += TOGETHER) {
            new Sequences(world, random, where + ", batch from " + done).batch();
        }
    }

    private void batch() {
        world.startANewDay();
        world.trouble(true);
        for (var i = 0; i < TOGETHER; i++) {
            click("click-" + random.nextLong(), "a kettle " + marks());
            if (random.nextInt(4) == 0) {
                world.advance(Duration.ofSeconds(random.nextInt(40)));
            }
            if (random.nextInt(20) == 0) {
                delete(any());
            }
            if (random.nextInt(25) == 0) {
                var victim = any();
                stopped.add(victim);
                world.states().stop(victim);
            }
            if (random.nextInt(TOGETHER * 2) == 0) {
                world.restart();
            }
        }
        world.advance(PAST_ANY_DEADLINE);
        world.trouble(false);
        world.advance(PAST_ANY_DEADLINE);
        check();
    }

    private String any() {
        return List.copyOf(prompts.keySet()).get(random.nextInt(prompts.size()));
    }

    /** Once or twice, and each time again until there is an answer that is not our fault. */
    private void click(String key, String prompt) {
        for (var clicks = 1 + random.nextInt(2); clicks > 0; clicks--) {
            Reply answer;
            do {
                answer = world.post(
                        "/api/images",
                        String.format(Locale.ROOT, "{\"prompt\":\"%s\"}", prompt),
                        "Idempotency-Key",
                        key);
            } while (answer.status() >= 500);
            assertTrue(answer.status() == 202 || answer.status() == 200, where + ": " + answer);
            prompts.put(answer.json().path("taskId").asText(), prompt);
        }
    }

    private void delete(String taskId) {
        var failed = false;
        while (true) {
            var status = world.delete("/api/images/" + taskId).status();
            if (status == 204 || failed && status == 404) {
                deleted.add(taskId);
            }
            if (status < 500) {
                return;
            }
            failed = true;
        }
    }

    private void check() {
        var successes = 0;
        for (var taskId : prompts.keySet()) {
            var about = String.format(Locale.ROOT, "%s, task %s, %s: ", where, taskId, prompts.get(taskId));
            assertTrue(world.provider().billed(taskId) <= 1, about + "billed more than once");
            var answer = world.get("/api/images/" + taskId);
            assertEquals(deleted.contains(taskId) ? 404 : 200, answer.status(), about);
            if (answer.status() == 200) {
                successes += isSuccess(answer.json(), taskId, about) ? 1 : 0;
            }
        }
        // A deleted task gives nothing back; whether it had failed before is not asked here.
        var used = world.get("/api/quota").json().path("used").asInt();
        assertTrue(
                used >= successes && used <= successes + deleted.size(),
                where + ": " + used + " count, of " + successes + " successes and " + deleted.size() + " deleted");
        assertEquals(0, world.provider().requests().overLimit(), where + ": more requests than the limit");
        world.check(where);
    }

    private boolean isSuccess(JsonNode task, String taskId, String about) {
        return switch (task.path("status").asText()) {
            case "success" -> {
                assertEquals(1, world.provider().billed(taskId), about);
                for (var output : task.path("outputs")) {
                    assertEquals(
                            output.path("bytes").asLong(),
                            world.served(output.path("url").asText()),
                            about + output);
                }
                yield true;
            }
            case "fail" -> {
                assertTrue(task.path("error").hasNonNull("code"), about + task);
                assertTrue(
                        mayFail(taskId),
                        () -> about + "it was paid for, and is lost: " + task + world.historyOf(taskId));
                yield false;
            }
            default -> throw new AssertionError(about + "never ended: " + task);
        };
    }

    private boolean mayFail(String taskId) {
        return stopped.contains(taskId) || FATAL.stream().anyMatch(prompts.get(taskId)::contains);
    }

    private String marks() {
        var marks = new StringBuilder();
        for (var i = random.nextInt(4); i > 0; i--) {
            var kind = random.nextInt(5) == 0 ? FATAL : CURABLE;
            marks.append(kind.get(random.nextInt(kind.size())));
        }
        return marks.toString();
    }
}
