package dev.darkroom.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateSlotsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 6, 7, 59, 60, 1000})
    void noMinuteWhereverItBeginsHoldsMoreThanTheLimit(int perMinute) {
        var rate = RateSlots.of(10, perMinute);
        for (var begin = 0; begin < 120_000; begin += 250) {
            var first = rate.slotOf(Instant.ofEpochMilli(begin));
            var last = rate.slotOf(Instant.ofEpochMilli(begin + 59_999));
            assertTrue((last - first + 1) * rate.perSlot() <= Math.max(2, perMinute), "from " + begin);
        }
    }

    @Test
    void aSlotBeginsOnceTheOneBeforeHasPassed() {
        var rate = RateSlots.of(10, 60);
        var now = Instant.ofEpochMilli(13_000);

        assertEquals(1, rate.slotOf(now));
        assertEquals(Duration.ZERO, rate.until(1, now));
        assertEquals(Duration.ofSeconds(11), rate.until(2, now));
    }
}
