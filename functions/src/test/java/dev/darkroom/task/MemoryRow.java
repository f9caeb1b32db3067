package dev.darkroom.task;

import java.time.Instant;
import java.util.List;

/**
 * A row of {@link MemoryTasks}: the task, and what is not shown of it.
 *
 * @param held a report as it came in; it shows on the task once it is known to be of the task's job
 * @param heldOf the job that the report is of; null when the provider refused and made none
 * @param isUnusable whether its sources could not be fetched
 */
record MemoryRow(
        Task accepted, State state, Job.Report held, String heldOf, boolean isUnusable, int discards, int repairs) {

    /** What changes of a task, apart from its report. */
    record State(
            Request request,
            JobSpec spec,
            TaskStatus status,
            Job job,
            List<Output> outputs,
            Failure failure,
            Instant completedAt,
            Instant deletedAt) {

        State of(Job other) {
            return new State(request, spec, status, other, outputs, failure, completedAt, deletedAt);
        }

        State running(Job other) {
            return new State(request, spec, TaskStatus.RUNNING, other, outputs, failure, completedAt, deletedAt);
        }

        State ended(TaskStatus end, List<Output> files, Failure why, Instant now) {
            var left = new Job(
                    null, null, job.admittedAt(), job.sends(), job.unanswered(), job.id(), job.submittedAt(), null);
            return new State(request, spec, end, left, files, why, now, deletedAt);
        }

        State buried(Instant now) {
            var nothing = new Request(
                    "",
                    request.model(),
                    request.aspectRatio(),
                    request.resolution(),
                    request.durationSeconds(),
                    List.of(),
                    null);
            var stone = new JobSpec(
                    "",
                    spec.callback(),
                    spec.video(),
                    spec.microDollars(),
                    spec.width(),
                    spec.height(),
                    spec.estimated(),
                    spec.observed(),
                    spec.deadline());
            return new State(nothing, stone, status, job, List.of(), failure, completedAt, now);
        }
    }

    static MemoryRow of(Task task) {
        var state = new State(
                task.request(), task.spec(), task.status(), task.job(), task.outputs(), task.failure(), null, null);
        return new MemoryRow(task, state, null, null, false, 0, 0);
    }

    Task task() {
        var job = state.job;
        var isOurs = held != null && (heldOf == null ? job.id() == null : heldOf.equals(job.id()));
        return new Task(
                accepted.id(),
                accepted.visitor(),
                accepted.fingerprint(),
                state.request,
                state.spec,
                state.status,
                accepted.createdAt(),
                new Job(
                        job.token(),
                        job.expectedAt(),
                        job.admittedAt(),
                        job.sends(),
                        job.unanswered(),
                        job.id(),
                        job.submittedAt(),
                        isOurs ? held : null),
                state.outputs,
                state.failure,
                state.completedAt,
                state.deletedAt);
    }

    Visitor visitor() {
        return accepted.visitor();
    }

    String fingerprint() {
        return accepted.fingerprint();
    }

    Instant createdAt() {
        return accepted.createdAt();
    }

    JobSpec spec() {
        return state.spec;
    }

    boolean isOpen() {
        return !state.status.isFinal();
    }

    boolean isDeleted() {
        return state.deletedAt != null;
    }

    MemoryRow queued(String token, Instant expectedAt) {
        var job = state.job;
        return with(state.of(new Job(
                token,
                expectedAt,
                job.admittedAt(),
                job.sends(),
                job.unanswered(),
                job.id(),
                job.submittedAt(),
                null)));
    }

    MemoryRow waiting(String token, Instant now) {
        var job = state.job;
        // It does not count, as that of a release before the count: whether it was sent is not known.
        var sends = job.admittedAt() == null ? 1 : job.sends();
        return with(state.of(waiting(token, now, sends, job.unanswered())));
    }

    MemoryRow sending(String token, Instant now) {
        return with(state.of(waiting(token, now, state.job.sends() + 1, false)));
    }

    MemoryRow notTaken(int seen, boolean unanswered, boolean noJob) {
        var job = state.job;
        var left = noJob ? seen - 1 : seen;
        return job.sends() == seen
                ? with(state.of(new Job(
                        job.token(),
                        job.expectedAt(),
                        job.admittedAt(),
                        left,
                        unanswered,
                        job.id(),
                        job.submittedAt(),
                        null)))
                : this;
    }

    private Job waiting(String token, Instant now, int sends, boolean unanswered) {
        var job = state.job;
        var admitted = job.admittedAt() == null ? now : job.admittedAt();
        return new Job(token, null, admitted, sends, unanswered, job.id(), job.submittedAt(), null);
    }

    MemoryRow submitted(String jobId, Instant now) {
        var job = state.job;
        if (job.id() != null && !job.id().equals(jobId)) {
            return this;
        }
        var submitted = job.submittedAt() == null ? now : job.submittedAt();
        return with(state.running(new Job(
                job.token(),
                job.expectedAt(),
                job.admittedAt(),
                job.sends(),
                job.unanswered(),
                jobId,
                submitted,
                null)));
    }

    MemoryRow reported(String jobId, Job.Report report) {
        var known = state.job.id();
        if (jobId == null) {
            return known == null ? holding(report, null) : this;
        }
        var isOurs = known == null || known.equals(jobId);
        return isOurs && (held == null || !jobId.equals(heldOf)) ? holding(report, jobId) : this;
    }

    MemoryRow unusable() {
        return held == null ? this : new MemoryRow(accepted, state, held, heldOf, true, discards, repairs);
    }

    MemoryRow discarded() {
        return new MemoryRow(accepted, state, null, null, false, discards + 1, repairs);
    }

    MemoryRow repaired() {
        return new MemoryRow(accepted, state, held, heldOf, isUnusable, discards, repairs + 1);
    }

    MemoryRow succeeded(List<Output> outputs, Instant now) {
        return ended(state.ended(TaskStatus.SUCCESS, List.copyOf(outputs), null, now));
    }

    MemoryRow failed(Failure failure, Instant now) {
        return ended(state.ended(TaskStatus.FAIL, List.of(), failure, now));
    }

    MemoryRow deleted(Instant now) {
        return isDeleted() ? this : with(state.buried(now));
    }

    private MemoryRow ended(State end) {
        return new MemoryRow(accepted, end, null, null, false, discards, repairs);
    }

    private MemoryRow with(State other) {
        return new MemoryRow(accepted, other, held, heldOf, isUnusable, discards, repairs);
    }

    private MemoryRow holding(Job.Report report, String jobId) {
        return new MemoryRow(accepted, state, report, jobId, false, discards, repairs);
    }
}
