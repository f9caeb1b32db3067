package dev.darkroom.hiapi;

import dev.darkroom.task.Failure;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides, and nobody else does, whether a failure may be tried again or is final. Sources: HiAPI's docs (task
 * creation, task detail), its SDKs' transport and error lists, and its examples, 2026.
 */
final class ErrorClassifier {
    /** HiAPI's usual wait while the first request with a key still runs (its examples, 2026). */
    private static final Duration STILL_RUNNING = Duration.ofSeconds(5);

    private ErrorClassifier() {}

    /**
     * On an answer that is neither a job's id nor a job.
     *
     * @param status the HTTP status
     * @param code the error's code in upper case; empty when it has none
     * @param retryAfter what the answer asked for
     * @return {@link HiapiBusy} or {@link HiapiRefused}
     */
    static RuntimeException onAnswer(int status, String code, Optional<Duration> retryAfter) {
        return switch (code) {
            case "IDEMPOTENCY_KEY_MISMATCH" -> new HiapiRefused(HiapiFailureKind.MISMATCH);
            case "IDEMPOTENCY_KEY_PROCESSING" -> busy(status, retryAfter.or(() -> Optional.of(STILL_RUNNING)));
            case "INSUFFICIENT_QUOTA" -> new HiapiRefused(HiapiFailureKind.BALANCE);
            case "RATE_LIMIT_EXCEEDED", "STORAGE_UNAVAILABLE" -> busy(status, retryAfter);
            default -> onStatus(status, code, retryAfter);
        };
    }

    private static RuntimeException onStatus(int status, String code, Optional<Duration> retryAfter) {
        return switch (status) {
            case 400 -> new HiapiRefused(onRequest(code));
            case 401 -> new HiapiRefused(HiapiFailureKind.AUTH);
            case 402 -> new HiapiRefused(HiapiFailureKind.BALANCE);
            case 403 -> new HiapiRefused(HiapiFailureKind.PERMISSION);
            case 404 ->
                new HiapiRefused(
                        "MODEL_UNAVAILABLE".equals(code) ? HiapiFailureKind.MODEL : HiapiFailureKind.NOT_FOUND);
            case 409 -> busy(status, retryAfter.or(() -> Optional.of(STILL_RUNNING)));
            case 413 -> new HiapiRefused(HiapiFailureKind.TOO_LARGE);
            case 415 -> new HiapiRefused(HiapiFailureKind.FORMAT);
            case 422 ->
                new HiapiRefused("INVALID_REQUEST".equals(code) ? HiapiFailureKind.REQUEST : HiapiFailureKind.MISMATCH);
            case 408, 425, 429 -> busy(status, retryAfter);
            default ->
                // A success that cannot be read may still have made the job: the same key finds it again.
                status >= 500 || status / 100 == 2
                        ? busy(status, retryAfter)
                        : new HiapiRefused(HiapiFailureKind.UNEXPECTED);
        };
    }

    /** A prompt that is rejected at once comes as TASK_FAILED too; unlike a job that failed, it cannot be billed. */
    private static HiapiFailureKind onRequest(String code) {
        return switch (code) {
            case "MODEL_UNAVAILABLE" -> HiapiFailureKind.MODEL;
            case "INPUT_TOO_LARGE" -> HiapiFailureKind.TOO_LARGE;
            default -> HiapiFailureKind.REQUEST;
        };
    }

    /**
     * On an answer that is not HiAPI's JSON, such as a proxy's page: whatever its status says is said of something else, and
     * neither of the visitor's request nor of the owner's key. The request may have come through all the same.
     *
     * @param status the HTTP status
     * @param retryAfter what the answer asked for
     * @param unsent whether it is proven that the request's body was not sent, as when a proxy refuses a tunnel
     */
    static HiapiBusy onForeignAnswer(int status, Optional<Duration> retryAfter, boolean unsent) {
        return status == 429
                ? busy(status, retryAfter)
                : new HiapiBusy(
                        "no answer of HiAPI's: HTTP " + status, retryAfter, UnreachableReason.NOT_HIAPI, unsent);
    }

    /**
     * On no answer at all: refused or broken connections, time that ran out, bodies without end. The exception's own
     * words are dropped, since they may name hosts.
     *
     * @param unsent whether it is proven that nothing was sent
     */
    static HiapiBusy onNoAnswer(Throwable why, UnreachableReason reason, boolean unsent) {
        return new HiapiBusy(
                "no answer from HiAPI: " + why.getClass().getSimpleName(), Optional.empty(), reason, unsent);
    }

    /**
     * On a job that ended without a result.
     *
     * @param status its status in lower case
     * @param code its error's code in upper case; empty when it has none
     */
    static Failure onJob(String status, String code) {
        var failure =
                switch (code) {
                    case "TASK_TIMEOUT" -> HiapiFailureKind.TIMEOUT;
                    case "MODEL_UNAVAILABLE" -> HiapiFailureKind.MODEL;
                    case "STORAGE_UNAVAILABLE" -> HiapiFailureKind.STORAGE;
                    case "INSUFFICIENT_QUOTA" -> HiapiFailureKind.BALANCE;
                    case "INVALID_REQUEST", "UNSUPPORTED_FORMAT" -> HiapiFailureKind.REQUEST;
                    case "INPUT_TOO_LARGE" -> HiapiFailureKind.TOO_LARGE;
                    default ->
                        switch (status) {
                            case "timeout" -> HiapiFailureKind.TIMEOUT;
                            case "cancelled", "canceled" -> HiapiFailureKind.CANCELLED;
                            default -> HiapiFailureKind.FAILED;
                        };
                };
        return failure.failure();
    }

    /** On a key that cannot be read, so that nothing can be asked: it is not in its secret yet, or the secret is out of reach. */
    static HiapiBusy onNoKey() {
        return new HiapiBusy("the API key could not be read", Optional.empty(), UnreachableReason.NO_KEY, true);
    }

    private static HiapiBusy busy(int status, Optional<Duration> retryAfter) {
        return new HiapiBusy("HiAPI is busy: HTTP " + status, retryAfter, status == 429);
    }
}
