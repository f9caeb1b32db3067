package dev.darkroom.local;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/**
 * A {@link Timeline} that stands still until a test moves it. Entries run one after another, on the thread that calls
 * {@link #settle} or {@link #advance}, in order of time and then of arrival: a run is the same every time.
 */
public final class ManualTimeline implements Timeline {

    private record Entry(Instant when, long order, Runnable what) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            var byTime = when.compareTo(other.when);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Entry> agenda = new PriorityQueue<>();
    private Instant now;
    private long arrivals;

    public ManualTimeline(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void schedule(Instant when, Runnable what) {
        agenda.add(new Entry(when, arrivals++, what));
    }

    /** Runs all that is due now, and what that in turn puts on the agenda for now. */
    public void settle() {
        advance(Duration.ZERO);
    }

    /** Moves the clock on by {@code step}, stopping at every entry on the way to run it at its own time. */
    public void advance(Duration step) {
        var end = instant().plus(step);
        for (var entry = takeNext(end); entry != null; entry = takeNext(end)) {
            entry.what().run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized Entry takeNext(Instant end) {
        var first = agenda.peek();
        if (first == null || first.when().isAfter(end)) {
            return null;
        }
        agenda.remove();
        if (first.when().isAfter(now)) {
            now = first.when();
        }
        return first;
    }
}
