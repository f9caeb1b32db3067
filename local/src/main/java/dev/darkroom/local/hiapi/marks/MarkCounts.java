package dev.darkroom.local.hiapi.marks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts how often a mark has come up, so that {@code [[429x3]]} means the first three times. */
public final class MarkCounts {

    private record Name(String subject, Mark mark) {}

    private final Map<Name, Integer> counts = new ConcurrentHashMap<>();

    /** @param subject what is tried again and again: an idempotency key, a body, a job */
    public boolean consume(String subject, RequestedMark marking) {
        return counts.merge(new Name(subject, marking.mark()), 1, Integer::sum) <= marking.times();
    }
}
