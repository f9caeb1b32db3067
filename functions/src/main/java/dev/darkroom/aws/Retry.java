package dev.darkroom.aws;

import dev.darkroom.task.RemainingTime;
import dev.darkroom.task.TemporarilyUnavailable;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Calls AWS; what cannot be cured by the caller becomes {@link TemporarilyUnavailable}. The SDK retries throttling and
 * connection faults by itself, but not a transaction that met another one: that is tried again here, with full jitter.
 */
final class Retry {

    /** The first wait is at most so long; each further one may be twice as long, up to {@link #LONGEST}. */
    private static final long FIRST = 25;

    private static final long LONGEST = 800;

    /** Caps total backoff, in ms, so that a 15 s function can still answer 503. */
    private static final long LONGEST_IN_ALL = 8000;

    /** What a call needs at least. */
    private static final Duration ENOUGH = Duration.ofSeconds(1);

    /** Waits for so many milliseconds. */
    interface Pause {
        void sleep(long milliseconds) throws InterruptedException;
    }

    private final String fault;
    private final RandomGenerator random;
    private final Pause pause;

    Retry(String fault) {
        this(fault, new SecureRandom(), Thread::sleep);
    }

    Retry(String fault, RandomGenerator random, Pause pause) {
        this.fault = fault;
        this.random = random;
        this.pause = pause;
    }

    <T> T call(Supplier<T> call) {
        var waited = 0L;
        for (var window = FIRST; ; window = Math.min(2 * window, LONGEST)) {
            try {
                return call.get();
            } catch (SdkException e) {
                if (!isConflict(e) || waited >= LONGEST_IN_ALL || !isTimeFor(window)) {
                    throw new TemporarilyUnavailable(fault, e);
                }
                waited += sleep(window);
            }
        }
    }

    void run(Runnable call) {
        call(() -> {
            call.run();
            return null;
        });
    }

    /** Whether after this wait there would be time left to try. */
    private static boolean isTimeFor(long window) {
        return RemainingTime.cap(ENOUGH).toMillis() > window;
    }

    /** Whether another transaction, or a limit that passes, was in the way. */
    static boolean isConflict(SdkException e) {
        return switch (e) {
            case TransactionConflictException conflict -> true;
            case TransactionCanceledException cancelled ->
                cancelled.cancellationReasons().stream().anyMatch(reason -> switch (reason.code()) {
                    case "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded" -> true;
                    case null, default -> false;
                });
            default -> false;
        };
    }

    /**
     * Whether what was refused may be this call's own doing: it was sent more than once, and so the answer to the first
     * may have been lost.
     */
    static boolean wasRetried(SdkException refusal) {
        return refusal.numAttempts() != null && refusal.numAttempts() > 1;
    }

    private long sleep(long window) {
        var wait = random.nextLong(1, window + 1);
        try {
            pause.sleep(wait);
            return wait;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TemporarilyUnavailable("interrupted", e);
        }
    }
}
