package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.local.hiapi.SimulatedHiapi;
import dev.darkroom.local.hiapi.SimulatorOptions;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the real process at random moments, also while it starts, and starts it again: what was clicked is made, and paid
 * once. {@code -Dkills=20} kills more often, {@code -Dkills.seed=...} chooses the same moments again.
 */
class KillTest {

    private static final int CLICKS_A_LIFE = 4;
    private static final int LONGEST_LIFE_MILLIS = 2500;
    private static final long A_MOMENT = TimeUnit.MILLISECONDS.toNanos(100);

    @TempDir
    Path data;

    private final long seed = Long.getLong("kills.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final CookieManager cookies = new CookieManager();
    /** The task of each click; null while its answer has not arrived. */
    private final Map<String, String> clicks = new LinkedHashMap<>();

    @Test
    void whatWasClickedIsMadeAndPaidOnceHoweverOftenItIsKilled() throws Exception {
        var kills = Integer.getInteger("kills", 3);
        System.out.println("kills: seed " + seed + ", " + kills + " kills");
        try (var child = new Child(data)) {
            child.start().get();
            new Caller(child.url(), cookies).get("/api/quota");
            for (var life = 0; life < kills; life++) {
                for (var click = 0; click < CLICKS_A_LIFE; click++) {
                    clicks.put("life-" + life + "-click-" + click, null);
                }
                var killed = killedSoon(child);
                clickUntilKilled(child, killed);
                killed.get();
                // Each second time it also dies while it starts.
                var ready = child.start();
                if (life % 2 == 1) {
                    killedSoon(child).get();
                    ready = child.start();
                }
                ready.get();
            }
            clickUntilKilled(child, new CompletableFuture<>());
            for (var task : clicks.values()) {
                assertEquals("success", end(child, task), "seed " + seed + ", task " + task);
            }
        }
        assertPaidOnce();
    }

    private CompletableFuture<Void> killedSoon(Child child) {
        var when = CompletableFuture.delayedExecutor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(child::kill, when);
    }

    /** Each click is repeated with its own key until it is answered. */
    private void clickUntilKilled(Child child, CompletableFuture<Void> killed) {
        var caller = new Caller(child.url(), cookies);
        for (var click : clicks.entrySet()) {
            while (click.getValue() == null && !killed.isDone()) {
                try {
                    var answer = caller.post(
                            "/api/images", "{\"prompt\":\"a kettle [[time=2]]\"}", "Idempotency-Key", click.getKey());
                    assertTrue(answer.status() == 202 || answer.status() == 200, answer::toString);
                    click.setValue(answer.json().path("taskId").asText());
                } catch (UncheckedIOException e) {
                    // It has just been killed: the future says so in a moment.
                    LockSupport.parkNanos(A_MOMENT);
                }
            }
        }
    }

    /** How the task ends; asked again and again, as a page does. */
    private static String end(Child child, String taskId) {
        var caller = new Caller(child.url());
        var patience = new StallTimeout(Duration.ofMinutes(3));
        while (true) {
            var task = caller.get("/api/images/" + taskId).json();
            var status = task.path("status").asText();
            if (status.equals("success") || status.equals("fail") || patience.isOver()) {
                return status.equals("fail") ? task.toString() : status;
            }
            LockSupport.parkNanos(A_MOMENT);
        }
    }

    private void assertPaidOnce() {
        var tasks = new TreeSet<>(clicks.values());
        assertEquals(clicks.size(), tasks.size(), "each click has a task of its own");
        try (var provider = SimulatedHiapi.open(
                SimulatorOptions.defaults().withFolder(data.resolve("hiapi")), new ManualTimeline(Instant.now()))) {
            for (var task : tasks) {
                assertEquals(1, provider.billed(task), "seed " + seed + ", task " + task);
            }
            assertEquals(tasks.size(), provider.billed(), "and nothing else was paid for");
        }
    }
}
