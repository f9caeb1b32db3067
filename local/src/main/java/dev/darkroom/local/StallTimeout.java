package dev.darkroom.local;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long to wait for something, on a machine that may have much else to do. Time counts against it only while nothing
 * moves: while the machine has a core to spare, and what is waited for does not use it. Where the system does not tell
 * how busy it is, all time counts.
 */
public final class StallTimeout {

    /** Cores. Who gets less than this, though it could have had it, is not working. */
    private static final double SOME = 0.25;

    /** A pause in the questions is no wait: the machine may have slept. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    private static final Duration SHORTEST_LOOK = Duration.ofMillis(200);

    private final Duration limit;
    private final Supplier<Duration> work;
    private final DoubleSupplier spareCores;
    private final LongSupplier nanos;

    private long looked;
    private Duration worked;
    private Duration waited = Duration.ZERO;

    /** For what does no work of its own that could be measured. */
    public StallTimeout(Duration limit) {
        this(limit, () -> Duration.ZERO);
    }

    /** @param work the CPU time that what is waited for has taken so far */
    public StallTimeout(Duration limit, Supplier<Duration> work) {
        this(limit, work, Machine::measureSpareCores, System::nanoTime);
    }

    StallTimeout(Duration limit, Supplier<Duration> work, DoubleSupplier spareCores, LongSupplier nanos) {
        this.limit = limit;
        this.work = work;
        this.spareCores = spareCores;
        this.nanos = nanos;
        looked = nanos.getAsLong();
        worked = work.get();
    }

    /** Of a process, and of all that it has started. A process that has ended takes none. */
    public static Duration workOf(ProcessHandle process) {
        return process.descendants()
                .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(process.info().totalCpuDuration().orElse(Duration.ZERO), Duration::plus);
    }

    /** Whether it is used up; to be asked again and again, every few seconds at least. */
    public boolean isOver() {
        var now = nanos.getAsLong();
        var past = Duration.ofNanos(now - looked);
        if (past.compareTo(SHORTEST_LOOK) >= 0) {
            var total = work.get();
            var cores = (double) total.minus(worked).toNanos() / past.toNanos();
            if (cores < SOME && spareCores.getAsDouble() > SOME) {
                waited = waited.plus(past.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : past);
            }
            looked = now;
            worked = total;
        }
        return waited.compareTo(limit) >= 0;
    }

    /** How busy the whole machine is, measured at most five times a second whoever asks: it is told since the last time. */
    private static final class Machine {

        private static final OperatingSystemMXBean SYSTEM =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

        private static long measured = System.nanoTime() - SHORTEST_LOOK.toNanos();
        private static double spare;

        static synchronized double measureSpareCores() {
            if (System.nanoTime() - measured >= SHORTEST_LOOK.toNanos()) {
                measured = System.nanoTime();
                spare = (1 - Math.max(0, SYSTEM.getCpuLoad())) * SYSTEM.getAvailableProcessors();
            }
            return spare;
        }
    }
}
