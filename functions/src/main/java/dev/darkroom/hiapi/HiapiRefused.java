package dev.darkroom.hiapi;

import dev.darkroom.task.Failure;

/**
 * HiAPI refused for good: the same request would be refused again. Its message is the failure's code and nothing else,
 * since it ends in execution histories. The state machine matches this class by its full name.
 */
public final class HiapiRefused extends RuntimeException {
    private final HiapiFailureKind kind;

    HiapiRefused(HiapiFailureKind kind) {
        super(kind.failure().code());
        this.kind = kind;
    }

    /** Why, as the visitor may read it. */
    public Failure failure() {
        return kind.failure();
    }

    HiapiFailureKind kind() {
        return kind;
    }
}
