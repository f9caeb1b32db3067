package dev.darkroom.task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Tasks to test with. */
public final class Specimen {

    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    public static final Allowance AMPLE = new Allowance(1000, 1000, 1_000_000_000, 1_000_000_000);
    public static final long PRICE = 85_000;

    private static final AtomicLong COUNT = new AtomicLong();

    private Specimen() {}

    public static Visitor visitor() {
        var number = COUNT.incrementAndGet();
        return new Visitor("visitor" + number, "address" + number);
    }

    public static Task task() {
        return task(visitor(), NOON);
    }

    public static Task task(Visitor visitor, Instant now) {
        return task("task" + COUNT.incrementAndGet(), visitor, "fingerprint", now);
    }

    public static Task task(String id, Visitor visitor, String fingerprint, Instant now) {
        var request = new Request("a brass kettle", "Nano-Banana-2", "16:9", "1K", null, List.of(), null);
        var spec = new JobSpec(
                "{\"model\":\"Nano-Banana-2\"}",
                true,
                false,
                PRICE,
                1024,
                576,
                Duration.ofSeconds(45),
                null,
                Duration.ofSeconds(900));
        return Task.accepted(id, visitor, fingerprint, request, spec, now);
    }
}
