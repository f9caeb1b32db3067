package dev.darkroom.api;

import dev.darkroom.task.Task;
import dev.darkroom.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long jobs have really taken, from submission to success, as seen in the answers that this instance gave. It costs
 * no read and no write: every success passes by here on its way to the page. Each instance learns by itself, and a new
 * one begins with the catalogue's estimates.
 */
final class Experience {

    private static final int KEPT = 9;

    /** By what was asked for, the latest times by their end; one more look at the same task changes nothing. */
    private final Map<Kind, TreeMap<Instant, Duration>> seen = new ConcurrentHashMap<>();

    private record Kind(String model, String resolution, Integer seconds) {
        static Kind of(Task task) {
            var request = task.request();
            return new Kind(request.model(), request.resolution(), request.durationSeconds());
        }
    }

    void learn(Task task) {
        var submitted = task.job().submittedAt();
        if (task.status() != TaskStatus.SUCCESS || submitted == null) {
            return;
        }
        var times = seen.computeIfAbsent(Kind.of(task), kind -> new TreeMap<>());
        synchronized (times) {
            times.put(task.completedAt(), Duration.between(submitted, task.completedAt()));
            if (times.size() > KEPT) {
                times.pollFirstEntry();
            }
        }
    }

    boolean knows(Task task) {
        return seen.containsKey(Kind.of(task));
    }

    /** The median of the latest times; empty when there is none. */
    Optional<Duration> typical(Task task) {
        var times = seen.get(Kind.of(task));
        if (times == null) {
            return Optional.empty();
        }
        synchronized (times) {
            return times.values().stream().sorted().skip(times.size() / 2).findFirst();
        }
    }
}
