package dev.darkroom.local.hiapi;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts how often a mark has come up, so that {@code [[429x3]]} means the first three times. */
final class Tries {

    private record Name(String subject, Mark mark) {}

    private final Map<Name, Integer> counts = new ConcurrentHashMap<>();

    /** @param subject what is tried again and again: an idempotency key, a body, a job */
    boolean consume(String subject, Marking marking) {
        return counts.merge(new Name(subject, marking.mark()), 1, Integer::sum) <= marking.times();
    }
}
