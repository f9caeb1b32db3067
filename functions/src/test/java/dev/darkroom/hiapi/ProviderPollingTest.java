package dev.darkroom.hiapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderPollingTest {
    private static final long SEED = 20261122;

    /** Half of every draw: the middle of the jitter, so that the schedule itself can be read. */
    private static final RandomGenerator STEADY = new RandomGenerator() {
        @Override
        public long nextLong() {
            return 1L << 62;
        }

        @Override
        public double nextDouble() {
            return 0.5;
        }
    };

    /** The schedule as a table: the seconds after the submission at which a job is looked at. */
    @ParameterizedTest(name = "{0} s typical, video {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            1   | false | 2 4 6 8 10 12 14 16 18 20
            2   | false | 2 4 6 8 10 12 14 16 18 20
            10  | false | 9 11 13 15 17 19 21 23 26 29
            30  | false | 27 31 35 39 44 49 55 61 68 76
            45  | false | 41 46 52 59 66 74 83 93 104 116
            60  | false | 54 61 69 78 88 99 111 124 138 153
            120 | false | 108 122 137 152 167 182 197 212 227 242
            180 | true  | 162 184 208 234 263 293 323 353 383 413
            600 | true  | 540 570 600 630 660 690 720 750 780 810
            """)
    void looksAt(int typical, boolean video, String looks) {
        assertEquals(
                looks,
                String.join(
                        " ",
                        looks(typical, video, STEADY, 10).stream()
                                .map(String::valueOf)
                                .toList()));
    }

    @ParameterizedTest
    @ValueSource(ints = {45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60})
    void seesAMinuteLongImageWithinSixSecondsAndFiveLooks(int typical) {
        var random = new Random(SEED);
        var late = new ArrayList<Integer>();
        for (var round = 0; round < 2000; round++) {
            var looks = looksUntil(60, typical, false, random);
            assertTrue(looks.size() <= 5, "seed " + SEED + ": looked at " + looks);
            late.add(looks.getLast() - 60);
        }
        assertTrue(median(late) <= 6, "typical " + typical + " s: seen " + median(late) + " s late");
    }

    @ParameterizedTest(name = "{0} s typical, video {1}: {2} s late at the median")
    @CsvSource({"10, false, 2", "30, false, 3", "45, false, 4", "60, false, 5", "180, true, 15"})
    void seesJobsThatTakeMoreOrLessThanTypical(int typical, boolean video, int atMost) {
        var random = new Random(SEED);
        var late = new ArrayList<Integer>();
        for (var round = 0; round < 5000; round++) {
            var takes = (int) Math.round(typical * Math.exp(0.3 * random.nextGaussian()));
            late.add(looksUntil(takes, typical, video, random).getLast() - takes);
        }
        assertTrue(median(late) <= atMost, "seen " + median(late) + " s late at the median");
    }

    @Test
    void staysWithinItsBoundsWhateverItIsGiven() {
        var random = new Random(SEED);
        for (var round = 0; round < 20_000; round++) {
            var typical = Duration.ofMillis(random.nextInt(1_000_000));
            var elapsed = Duration.ofMillis(random.nextInt(4_000_000) - 1000);
            var video = random.nextBoolean();
            var wait = ProviderPolling.next(elapsed, typical, video, random);
            assertTrue(wait.compareTo(Duration.ofSeconds(2)) >= 0, () -> wait + " is too short");
            assertTrue(wait.compareTo(Duration.ofSeconds(video ? 30 : 15)) <= 0, () -> wait + " is too long");
            assertEquals(0, wait.toNanosPart(), "the state machine waits whole seconds");
            assertTrue(ProviderPolling.first(typical).toSeconds() >= 2);
        }
    }

    @Test
    void waitsForTheFirstLookWhenItIsAskedTooEarly() {
        var typical = Duration.ofSeconds(20);
        assertEquals(Duration.ofSeconds(8), ProviderPolling.next(Duration.ofSeconds(10), typical, false, STEADY));
    }

    @Test
    void spreadsTheTasksOfOneBurst() {
        var random = new Random(SEED);
        var waits = Collections.nCopies(200, Duration.ofSeconds(60)).stream()
                .map(elapsed -> ProviderPolling.next(elapsed, Duration.ofSeconds(60), false, random))
                .distinct()
                .count();
        assertTrue(waits >= 3, "only " + waits + " different waits");
    }

    private static List<Integer> looks(int typical, boolean video, RandomGenerator random, int count) {
        var looks = new ArrayList<Integer>();
        for (var at = first(typical); looks.size() < count; at += next(at, typical, video, random)) {
            looks.add(at);
        }
        return looks;
    }

    private static List<Integer> looksUntil(int done, int typical, boolean video, RandomGenerator random) {
        var looks = new ArrayList<>(List.of(first(typical)));
        while (looks.getLast() < done) {
            looks.add(looks.getLast() + next(looks.getLast(), typical, video, random));
        }
        return looks;
    }

    private static int first(int typical) {
        return (int) ProviderPolling.first(Duration.ofSeconds(typical)).toSeconds();
    }

    private static int next(int elapsed, int typical, boolean video, RandomGenerator random) {
        var wait = ProviderPolling.next(Duration.ofSeconds(elapsed), Duration.ofSeconds(typical), video, random);
        return (int) wait.toSeconds();
    }

    private static int median(List<Integer> numbers) {
        return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElseThrow();
    }
}
