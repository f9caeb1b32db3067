package dev.darkroom.local;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Throws random sequences of faults at the whole system, and holds rules 1, 2, 3, 4 and 6 after each. {@code
 * -Dfaults.sequences=10000} makes it longer, {@code -Dfaults.seed=...} the same again.
 */
class FaultsTest {

    /** The share of the sequences that goes through the real stores too; the rest is what makes them many. */
    private static final int ON_REAL_STORES = 20;

    private static final int IN_ONE_WORLD = 500;

    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static final int SEQUENCES = Integer.getInteger("faults.sequences", 1000);

    @Test
    @Timeout(7200)
    void everyTaskEndsOnceIsBilledOnceAndCountsAsItEnded() throws Exception {
        var random = new Random(SEED);
        for (var done = 0; done < SEQUENCES; done += IN_ONE_WORLD) {
            try (var world = new MemoryWorld(random, Sequences.SETTINGS)) {
                Sequences.run(
                        world,
                        random,
                        Math.min(IN_ONE_WORLD, SEQUENCES - done),
                        announced(SEQUENCES) + " after " + done);
            }
        }
    }

    @Test
    @Timeout(7200)
    void soItDoesOnTheRealStores() throws Exception {
        try (var world = TestSystem.start(Sequences.SETTINGS, options -> options.withLimits(6000, 100, 1_000_000))) {
            var sequences = SEQUENCES / ON_REAL_STORES;
            Sequences.run(world, new Random(SEED), sequences, announced(sequences));
        }
    }

    private static String announced(int sequences) {
        System.out.println("faults: seed " + SEED + ", " + sequences + " sequences");
        return "seed " + SEED;
    }
}
