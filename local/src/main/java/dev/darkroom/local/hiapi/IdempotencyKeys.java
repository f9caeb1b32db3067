package dev.darkroom.local.hiapi;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Idempotency keys, by account: the same key with the same raw body is the same job for 24 hours (HiAPI's Python SDK,
 * 2026).
 */
final class IdempotencyKeys {

    private static final Duration KEPT = Duration.ofHours(24);

    /** What a create with a key is. */
    sealed interface Claim {
        /** The first with this key: it has to be settled or released. */
        record Fresh() implements Claim {}

        record Same(String jobId) implements Claim {}

        record SameRefusal(HiapiAnswer answer) implements Claim {}

        record OtherBody() implements Claim {}

        record InFlight() implements Claim {}
    }

    private record Name(String account, String key) {}

    /** Neither a job nor a refusal while it is in flight. */
    private record Entry(String bodyHash, Instant since, String jobId, HiapiAnswer refusal) {}

    private final Map<Name, Entry> entries = new HashMap<>();

    synchronized Claim claim(String account, String key, String bodyHash, Instant now) {
        var name = new Name(account, key);
        var entry = entries.get(name);
        if (entry == null || !now.isBefore(entry.since.plus(KEPT))) {
            entries.put(name, new Entry(bodyHash, now, null, null));
            return new Claim.Fresh();
        }
        if (!entry.bodyHash.equals(bodyHash)) {
            return new Claim.OtherBody();
        }
        if (entry.refusal != null) {
            return new Claim.SameRefusal(entry.refusal);
        }
        return entry.jobId == null ? new Claim.InFlight() : new Claim.Same(entry.jobId);
    }

    /** The create has been answered with a job, now or before this process began. */
    synchronized void settle(SimulatedJob job) {
        if (job.key() != null) {
            entries.put(new Name(job.account(), job.key()), new Entry(job.bodyHash(), job.created(), job.id(), null));
        }
    }

    /** The create was refused; {@code refusal} is null when that is to be forgotten. */
    synchronized void release(String account, String key, HiapiAnswer refusal) {
        entries.computeIfPresent(
                new Name(account, key),
                (_, entry) -> refusal == null ? null : new Entry(entry.bodyHash, entry.since, null, refusal));
    }
}
