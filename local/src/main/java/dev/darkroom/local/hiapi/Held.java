package dev.darkroom.local.hiapi;

import dev.darkroom.local.Timeline;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Answers that are held back until the timeline has come to their moment. */
final class Held implements AutoCloseable {

    private final Timeline timeline;
    private final Set<CountDownLatch> waiting = ConcurrentHashMap.newKeySet();

    Held(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Returns after {@code time} of the timeline, or when all is closed. */
    void hold(Duration time) {
        var latch = new CountDownLatch(1);
        timeline.at(timeline.instant().plus(time), latch::countDown);
        waiting.add(latch);
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.remove(latch);
        }
    }

    int count() {
        return waiting.size();
    }

    @Override
    public void close() {
        waiting.forEach(CountDownLatch::countDown);
    }
}
