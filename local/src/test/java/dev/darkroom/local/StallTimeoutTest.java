package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StallTimeoutTest {

    private Duration now = Duration.ZERO;
    private Duration work = Duration.ZERO;
    private double spare;

    private final StallTimeout patience =
            new StallTimeout(Duration.ofSeconds(10), () -> work, () -> spare, () -> now.toNanos());

    @Test
    void endsWhereNothingMoves() {
        spare = 1;
        assertEquals(10, secondsUntilOver(0));
    }

    @Test
    void doesNotEndOnAMachineThatHasNothingToSpare() {
        spare = 0.05;
        assertEquals(3600, secondsUntilOver(0));
        spare = 1;
        assertEquals(10, secondsUntilOver(0), "and then it begins to count");
    }

    @Test
    void doesNotEndWhileThereIsWork() {
        spare = 1;
        assertEquals(3600, secondsUntilOver(0.9));
    }

    @Test
    void aMachineThatSleptHasNotWaited() {
        spare = 2;
        now = now.plus(Duration.ofHours(8));
        assertFalse(patience.isOver());
        assertEquals(5, secondsUntilOver(0));
    }

    @Test
    void measuresThisMachine() {
        var before = StallTimeout.workOf(ProcessHandle.current());
        assertTrue(before.isPositive());
        while (StallTimeout.workOf(ProcessHandle.current()).equals(before)) {
            Thread.onSpinWait();
        }
        assertFalse(new StallTimeout(Duration.ofHours(1)).isOver());
        assertTrue(new StallTimeout(Duration.ZERO).isOver());
    }

    /** @param cores how many of them it keeps busy */
    private int secondsUntilOver(double cores) {
        for (var second = 1; second < 3600; second++) {
            now = now.plusSeconds(1);
            work = work.plusMillis((long) (cores * 1000));
            if (patience.isOver()) {
                return second;
            }
        }
        return 3600;
    }
}
