package dev.darkroom.local;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A {@link Timeline} that follows the wall clock. Each entry runs on a virtual thread of its own. */
public final class RealTimeline implements Timeline, AutoCloseable {

    private static final Logger LOG = System.getLogger(RealTimeline.class.getName());

    private final ScheduledExecutorService agenda = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("timeline").factory());
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public void schedule(Instant when, Runnable what) {
        var delay = Math.max(0, Duration.between(instant(), when).toNanos());
        if (!agenda.isShutdown()) {
            agenda.schedule(() -> workers.execute(() -> run(what)), delay, TimeUnit.NANOSECONDS);
        }
    }

    private static void run(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "an entry of the timeline failed", e);
        }
    }

    @Override
    public void close() {
        agenda.shutdownNow();
        workers.shutdownNow();
    }
}
