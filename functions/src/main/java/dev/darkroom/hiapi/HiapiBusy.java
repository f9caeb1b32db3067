package dev.darkroom.hiapi;

import java.time.Duration;
import java.util.Optional;

/**
 * HiAPI could not answer now: the same request may be sent again. It is safe, because every create carries an
 * idempotency key and the very same body. The state machine matches this class by its full name.
 */
public final class HiapiBusy extends RuntimeException {
    private final transient Optional<Duration> retryAfter;
    private final boolean rateLimit;
    private final UnreachableReason reason;
    private final boolean noJob;

    /**
     * @param what what happened, in our own words: it ends in execution histories
     * @param retryAfter how long HiAPI asks us to wait, 0 to 60 s; empty when it does not say
     */
    public HiapiBusy(String what, Optional<Duration> retryAfter) {
        this(what, retryAfter, false);
    }

    /** @param rateLimit whether it is our own pace that was too fast (HTTP 429) */
    HiapiBusy(String what, Optional<Duration> retryAfter, boolean rateLimit) {
        // Refused before it was processed (HiAPI's SDKs, 2026).
        this(what, retryAfter, rateLimit, null, rateLimit);
    }

    /** No answer of HiAPI's came. */
    HiapiBusy(String what, Optional<Duration> retryAfter, UnreachableReason reason, boolean noJob) {
        this(what, retryAfter, false, reason, noJob);
    }

    private HiapiBusy(
            String what, Optional<Duration> retryAfter, boolean rateLimit, UnreachableReason reason, boolean noJob) {
        super(what);
        this.retryAfter = retryAfter.map(RetryAfter::clamped);
        this.rateLimit = rateLimit;
        this.reason = reason;
        this.noJob = noJob;
    }

    /** How long HiAPI asks us to wait, 0 to 60 s; empty when it does not say. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Whether it is our own pace that was too fast (HTTP 429). */
    public boolean isRateLimit() {
        return rateLimit;
    }

    /** Why no answer of HiAPI's came; empty when one came. */
    public Optional<UnreachableReason> unreachable() {
        return Optional.ofNullable(reason);
    }

    /** Whether it is proven that HiAPI cannot have made a job: nothing was sent, or its gate turned it away. */
    public boolean isProvenNoJob() {
        return noJob;
    }
}
