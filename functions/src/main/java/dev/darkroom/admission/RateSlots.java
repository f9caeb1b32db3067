package dev.darkroom.admission;

import java.time.Duration;
import java.time.Instant;

/**
 * The provider's limits, as slots of time that each hold a few requests. Any minute touches at most six slots of twelve
 * seconds, so that no minute, wherever it begins, holds more than the limit.
 *
 * @param places jobs at once
 * @param perSlot requests in one slot
 * @param slot how long a slot is
 */
public record RateSlots(int places, int perSlot, Duration slot) {

    private static final int SLOTS_TOUCHED = 6;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /**
     * @param places jobs at once
     * @param requestsPerMinute what the provider allows; under 6 the slots grow instead
     */
    public static RateSlots of(int places, int requestsPerMinute) {
        return requestsPerMinute >= SLOTS_TOUCHED
                ? new RateSlots(places, requestsPerMinute / SLOTS_TOUCHED, MINUTE.dividedBy(SLOTS_TOUCHED - 1))
                : new RateSlots(places, 1, MINUTE.dividedBy(Math.max(1, requestsPerMinute - 1)));
    }

    /** The number of the slot that {@code now} is in. */
    public long slotOf(Instant now) {
        return now.toEpochMilli() / slot.toMillis();
    }

    /** How long it is until a slot begins; zero when it has. */
    public Duration until(long slotNumber, Instant now) {
        var wait = Duration.between(now, Instant.ofEpochMilli(slotNumber * slot.toMillis()));
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
