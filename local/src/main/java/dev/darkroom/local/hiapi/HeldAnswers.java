package dev.darkroom.local.hiapi;

import dev.darkroom.local.Timeline;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Answers that are held back until the timeline has come to their moment. */
final class HeldAnswers implements AutoCloseable {

    private final Timeline timeline;
    private final Set<CountDownLatch> waiting = ConcurrentHashMap.newKeySet();

    HeldAnswers(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Returns after {@code time} of the timeline, or when all is closed. */
    void hold(Duration time) {
        var latch = new CountDownLatch(1);
        // Counted only once it is on the timeline: whoever sees it and moves on would otherwise move past it.
        synchronized (this) {
            timeline.schedule(timeline.instant().plus(time), () -> release(latch));
            waiting.add(latch);
        }
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once the timeline has been there it no longer counts, even if its thread has not woken up yet. */
    private synchronized void release(CountDownLatch latch) {
        waiting.remove(latch);
        latch.countDown();
    }

    int count() {
        return waiting.size();
    }

    @Override
    public void close() {
        waiting.forEach(this::release);
    }
}
