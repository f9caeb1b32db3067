package dev.darkroom.task;

import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * How long the request at hand may still take. Whoever calls another system waits no longer than {@link #cap}, so that
 * a function says that something did not answer before its own time is over (docs/decisions/037).
 */
public final class RemainingTime {

    /** So much of a function's time is for {@link #runWithReserve}: to give back what was reserved, and to answer. */
    public static final Duration KEPT = Duration.ofSeconds(3);

    /** And so much of that for the answer itself. */
    private static final Duration FOR_THE_ANSWER = Duration.ofMillis(500);

    private record Running(IntSupplier millisLeft, Duration kept) {
        Duration left() {
            return Duration.ofMillis(millisLeft.getAsInt()).minus(kept);
        }
    }

    private static final ScopedValue<Running> RUNNING = ScopedValue.newInstance();

    private RemainingTime() {}

    /** @param millisLeft milliseconds until this function is stopped; Lambda's context tells */
    public static <T> T runWithin(IntSupplier millisLeft, Supplier<T> work) {
        return ScopedValue.where(RUNNING, new Running(millisLeft, KEPT)).call(work::get);
    }

    /** Runs what has to be done also when the time for the rest is over, in the time that was kept for it. */
    public static <T> T runWithReserve(Supplier<T> work) {
        if (!RUNNING.isBound()) {
            return work.get();
        }
        return ScopedValue.where(RUNNING, new Running(RUNNING.get().millisLeft(), FOR_THE_ANSWER))
                .call(work::get);
    }

    /**
     * What is left for a call that would by itself take {@code most} at the longest. Where no limit was set, that is
     * {@code most}.
     *
     * @return zero or less when the time is over
     */
    public static Duration cap(Duration most) {
        if (!RUNNING.isBound()) {
            return most;
        }
        var left = RUNNING.get().left();
        return left.compareTo(most) < 0 ? left : most;
    }
}
