package dev.darkroom.local.hiapi;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Requests per minute and at once, by account. HiAPI's docs give the numbers but not how they are counted; this is the
 * strict reading: in any 60 seconds, whatever is asked, and what was refused does not count.
 */
final class RateLimit {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private static final class Use {
        final Deque<Instant> recent = new ArrayDeque<>();
        int atOnce;
    }

    /**
     * What came of asking to pass.
     *
     * @param passed whether the request may go on; then {@link #leave} has to be called
     * @param reset when the oldest request stops counting
     */
    record Pass(boolean passed, int remaining, Instant reset) {}

    private final SimulatorOptions.Limits limits;
    private final Map<String, Use> uses = new HashMap<>();

    RateLimit(SimulatorOptions.Limits limits) {
        this.limits = limits;
    }

    synchronized Pass enter(String account, Instant now) {
        var use = uses.computeIfAbsent(account, _ -> new Use());
        while (!use.recent.isEmpty() && !use.recent.peekFirst().plus(WINDOW).isAfter(now)) {
            use.recent.removeFirst();
        }
        var passed = use.recent.size() < limits.requestsPerMinute() && use.atOnce < limits.concurrentRequests();
        if (passed) {
            use.recent.addLast(now);
            use.atOnce++;
        }
        var reset =
                use.recent.isEmpty() ? now.plus(WINDOW) : use.recent.peekFirst().plus(WINDOW);
        return new Pass(passed, limits.requestsPerMinute() - use.recent.size(), reset);
    }

    synchronized void leave(String account) {
        uses.get(account).atOnce--;
    }
}
