package dev.darkroom.task;

import java.util.Locale;

/** The four statuses that a client sees. */
public enum TaskStatus {
    /** Accepted, not yet with the provider. */
    PENDING,
    /** With the provider, or being stored. */
    RUNNING,
    /** Every output is in our store. */
    SUCCESS,
    /** Ended without a result; {@link Failure} says why. */
    FAIL;

    /** Whether nothing will change it any more. */
    public boolean isFinal() {
        return this == SUCCESS || this == FAIL;
    }

    /** The word of the HTTP contract, such as {@code pending}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
