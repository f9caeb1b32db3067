package dev.darkroom.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The gate before the provider: so many jobs at once, so many requests a minute, and whoever finds it full is let in in
 * the order of arrival. All that it does may be repeated without harm.
 */
public interface Gate {

    /** What came of asking to go in. */
    sealed interface Entry {
        /**
         * There is a place, and a request to spend.
         *
         * @param delay until the request may be sent; mostly zero
         */
        record Admitted(Duration delay) implements Entry {}

        /**
         * It is full.
         *
         * @param before how many are to be let in first
         */
        record Queued(int before) implements Entry {}
    }

    /**
     * Somebody who was waiting and may go in now.
     *
     * @param delay until its request may be sent
     */
    record LetIn(String taskId, Duration delay) {}

    /** Asks for a place. Who has one keeps it, who is queued keeps its turn. */
    Entry enter(String taskId, Instant now);

    /** Gives the place or the turn back, if there is one, and lets in who is next. */
    List<LetIn> leave(String taskId, Instant now);

    /** Who has a place. */
    Set<String> listInside();

    /**
     * Spends one request that needs no place, such as a look at a job.
     *
     * @return zero when it may be sent now; else nothing was spent, and so long is to be waited
     */
    Duration takeRequest(Instant now);
}
