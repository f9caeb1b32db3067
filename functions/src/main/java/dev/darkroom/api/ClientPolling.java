package dev.darkroom.api;

import dev.darkroom.task.Task;
import java.time.Duration;
import java.time.Instant;

/**
 * When a client should ask again. It is to see the end within a second, and to ask 15 times at most about a job of a
 * minute: so it asks every second for a short while around the expected end, and seldom before and after. That works as
 * far as the expected end is known. While it is only the catalogue's estimate, the looks are spread wider, and some come
 * early, in case that the model is much faster.
 *
 * <p>The numbers were chosen by simulation; ClientPollingTest holds what they achieve. All are whole seconds.
 */
final class ClientPolling {

    /** After the request was accepted: by then it is usually with the provider, or was refused there. */
    static final long FIRST = 2;

    private static final long LONGEST = 20;
    private static final long LONGEST_IN_QUEUE = 30;
    private static final long EARLY = 12;

    private ClientPolling() {}

    /** How long the client should wait, 1 to 30 s. */
    static long retryAfter(Task task, Instant now) {
        var job = task.job();
        if (job.report() != null) {
            // Being stored: that takes about a second.
            return 1;
        }
        if (job.submittedAt() != null) {
            var elapsed = Duration.between(job.submittedAt(), now).toSeconds();
            return next(elapsed, task.spec().expected().toSeconds(), task.spec().observed() != null);
        }
        if (job.expectedAt() != null) {
            var left = Duration.between(now, job.expectedAt()).toSeconds();
            return Math.clamp(left / 2, FIRST, LONGEST_IN_QUEUE);
        }
        return Math.clamp(Duration.between(task.createdAt(), now).toSeconds() / 4, FIRST, LONGEST);
    }

    /**
     * The wait after a look at a job that works.
     *
     * @param elapsed seconds since it was submitted
     * @param expected seconds that it is expected to take
     * @param known whether that is how long such jobs really took
     */
    static long next(long elapsed, long expected, boolean known) {
        var sure = known || expected <= EARLY;
        if (!sure && elapsed < EARLY) {
            return 4;
        }
        // A video's end is not awaited as closely as an image's: it would take too many looks.
        var step = sure ? Math.max(1, expected / 60) : Math.max(2, expected / 30);
        var before = expected - Math.max(3, expected * 10 / 100) - elapsed;
        var after = elapsed - expected - Math.max(3, expected * 7 / 100);
        if (before > 0) {
            return Math.clamp(before, step, LONGEST);
        }
        return after <= 0 ? step : Math.clamp(1 + after * 2 / 3, step, LONGEST);
    }
}
