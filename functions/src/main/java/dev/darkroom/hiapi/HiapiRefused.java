package dev.darkroom.hiapi;

import java.util.Objects;

/**
 * HiAPI refused for good: the same request would be refused again. Its message is the refusal's code and nothing else,
 * so that {@link Refusal#named} finds the refusal again in an execution's history. The state machine matches this class
 * by its full name.
 */
public final class HiapiRefused extends RuntimeException {
    private final transient Refusal refusal;

    public HiapiRefused(Refusal refusal) {
        super(Objects.requireNonNull(refusal, "refusal").code());
        this.refusal = refusal;
    }

    /** Why, as the visitor may read it. */
    public Refusal refusal() {
        return refusal;
    }
}
