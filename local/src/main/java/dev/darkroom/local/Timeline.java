package dev.darkroom.local;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The one clock of the local system, and its agenda: everything that happens later (a Wait that ends, a job that is
 * finished, a callback that is sent again) is put here, so that a test moves the whole world by hand.
 *
 * <p>Two implementations: {@link RealTimeline} follows the wall clock; {@link ManualTimeline} stands still until told.
 */
public interface Timeline extends InstantSource {

    /**
     * Runs {@code what} once, at {@code when} or, if that is past, as soon as may be. Never runs it on the caller's
     * stack. An exception that it throws is logged and harms no other entry.
     */
    void schedule(Instant when, Runnable what);

    /** The same as {@link #schedule} with the present moment. */
    default void scheduleSoon(Runnable what) {
        schedule(instant(), what);
    }
}
