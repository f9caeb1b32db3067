package dev.darkroom.aws;

import dev.darkroom.task.TemporarilyUnavailable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Calls AWS; what cannot be cured by the caller becomes {@link TemporarilyUnavailable}. The SDK retries throttling and
 * connection faults by itself, but not a transaction that met another one: that is tried again here, with full jitter.
 */
final class Attempts {

    /** With waits of up to 25, 50, 100 ... 400 ms: in all about a second and a half at the mean. */
    private static final int MOST = 10;

    private final String fault;

    Attempts(String fault) {
        this.fault = fault;
    }

    <T> T of(Supplier<T> call) {
        for (var attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (SdkException e) {
                if (!isConflict(e) || attempt == MOST) {
                    throw new TemporarilyUnavailable(fault, e);
                }
                pause(attempt);
            }
        }
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

    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(1, 25 << Math.min(attempt, 4)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TemporarilyUnavailable("interrupted", e);
        }
    }
}
