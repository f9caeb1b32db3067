package dev.darkroom.task;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One image or video that a visitor asked for: one row of the table.
 *
 * @param id unguessable; also the execution's name and the provider's Idempotency-Key
 * @param visitor who asked, and whose allowance it counts against
 * @param fingerprint a hash of the request as it came in: the same key with another body is refused by it
 * @param request what was asked, with defaults filled in
 * @param spec what is sent and what it costs
 * @param status one of four
 * @param createdAt when it was accepted
 * @param job how it stands with the provider
 * @param outputs verified files, first the one that {@code url} names; empty unless the status is success
 * @param failure why it failed; null unless the status is fail
 * @param completedAt when it ended; null before
 * @param deletedAt when its owner deleted it: what is left then is a tombstone; null otherwise
 */
public record Task(
        String id,
        Visitor visitor,
        String fingerprint,
        Request request,
        JobSpec spec,
        TaskStatus status,
        Instant createdAt,
        Job job,
        List<Output> outputs,
        Failure failure,
        Instant completedAt,
        Instant deletedAt) {

    public Task {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(visitor, "visitor");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(job, "job");
        outputs = List.copyOf(outputs);
        if (status == TaskStatus.SUCCESS && outputs.isEmpty() && deletedAt == null) {
            throw new IllegalArgumentException("a success has outputs: " + id);
        }
        if ((status == TaskStatus.FAIL) != (failure != null)) {
            throw new IllegalArgumentException("a failure, and nothing else, has a reason: " + id);
        }
    }

    /** A task that was accepted just now. */
    public static Task accepted(
            String id, Visitor visitor, String fingerprint, Request request, JobSpec spec, Instant now) {
        return new Task(
                id,
                visitor,
                fingerprint,
                request,
                spec,
                TaskStatus.PENDING,
                now,
                Job.none(),
                List.of(),
                null,
                null,
                null);
    }

    /** The same task with another spec. */
    public Task with(JobSpec other) {
        return new Task(
                id,
                visitor,
                fingerprint,
                request,
                other,
                status,
                createdAt,
                job,
                outputs,
                failure,
                completedAt,
                deletedAt);
    }

    /** Whether its owner has deleted it. */
    public boolean isDeleted() {
        return deletedAt != null;
    }

    /** Whether its price stays spent when it ends so: nothing comes back for a deleted task, or where a bill may come. */
    public boolean isChargedAfter(Failure failure) {
        return failure.billable() || isDeleted();
    }

    /** When it is given up, once it has been admitted to the provider. */
    public Instant deadline() {
        var admitted = job.admittedAt() == null ? createdAt : job.admittedAt();
        return admitted.plus(spec.deadline());
    }
}
