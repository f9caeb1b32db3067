package dev.darkroom.admission;

import java.time.Instant;

/**
 * Pauses the site by itself when the provider keeps refusing what retrying cannot cure: a key that is not valid, an
 * account with no balance. Only its owner closes it again (docs/operations.md): what is wrong is theirs to put right.
 * Who starts {@code ./run} is its owner.
 */
public interface Breaker {

    /** So many refusals, with no success between them, open it. */
    int REFUSALS = 5;

    /**
     * Counts a refusal.
     *
     * @param code why, such as {@code provider_balance}
     * @return true when this one opened it; false when it is not enough yet, or the site was paused already
     */
    boolean recordRefusal(String code, Instant now);

    /** The provider took a request: the count begins anew. What is open stays open. */
    void recordSuccess();
}
