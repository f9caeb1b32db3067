package dev.darkroom.api;

import dev.darkroom.task.Task;
import java.time.Duration;
import java.time.Instant;

/**
 * When a client should ask again: often at the start, where a fast model may be done, and near the expected end; seldom
 * in between.
 */
final class Pace {

    private static final long SELDOM = 6;
    private static final long OFTEN = 2;
    private static final long LONG = 30;
    private static final Duration EARLY = Duration.ofSeconds(20);

    private Pace() {}

    /** Whole seconds: 2 to 6, or up to 30 for a task that waits for its turn. */
    static long retryAfter(Task task, Instant now) {
        if (task.job().expectedAt() != null) {
            return Math.clamp(Duration.between(now, task.job().expectedAt()).toSeconds() / 2, OFTEN, LONG);
        }
        var elapsed = Duration.between(task.createdAt(), now);
        if (elapsed.compareTo(Duration.ofSeconds(1)) < 0) {
            return SELDOM;
        }
        var toExpected = task.order().typical().minus(elapsed).abs().toSeconds();
        return elapsed.compareTo(EARLY) < 0 ? OFTEN : Math.clamp(toExpected / 4, OFTEN, SELDOM);
    }
}
