package dev.darkroom.task;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The table of tasks and the count of what was spent. Each method is one or a few conditional writes; each may be
 * repeated or raced without harm. Rows are read as they are now, never as they were a moment ago.
 */
public interface Tasks {

    /**
     * Reserves the allowance and writes the row, or says why not; all or nothing. The spec is written with the
     * time that such jobs usually take here, if one has ended; see {@link ObservedDurations}.
     *
     * @param task a new task
     * @param allowance the rules to reserve by
     */
    OpenResult open(Task task, Allowance allowance);

    /** The task, also when it is a tombstone. */
    Optional<Task> find(String id);

    /** A page of the visitor's own tasks, newest first, without tombstones. */
    HistoryPage list(String visitorId, int limit, String cursor);

    /** What the visitor has used on the UTC day of {@code now}, the nearer of its two limits. */
    Usage readUsage(Visitor visitor, Allowance allowance, Instant now);

    /**
     * Counts one upload of the visitor on the UTC day of {@code now}.
     *
     * @return the limit when the visitor or the address has none left: then none is counted
     */
    Optional<OpenResult.DailyLimitReached> countUpload(Visitor visitor, Allowance allowance, Instant now);

    /** Notes that the task waits for its turn with {@code token}, and when that may come. */
    Task markQueued(String id, String token, Instant expectedAt);

    /**
     * Notes the token that Submit waits with, for a task that was sent before, and the first time also {@code now} as
     * the task's admission.
     *
     * @return the task after the write; it is unchanged if it had already ended
     */
    Task markWaiting(String id, String token, Instant now);

    /**
     * Notes, before a create is sent, that it may reach the provider, and the token that Submit waits with; the first
     * time also {@code now} as the task's admission.
     *
     * @param task as it was read
     * @return the task after the write; it is unchanged if it had already ended
     */
    Task markSending(Task task, String token, Instant now);

    /**
     * Notes that a create made no job that we know of.
     *
     * @param task as {@link #markSending} returned it
     * @param unanswered whether no answer of the provider's came
     * @param noJob whether it is proven that this create made no job: then it is counted no more
     */
    void markNotTaken(Task task, boolean unanswered, boolean noJob);

    /**
     * Notes the provider's id of the job and that the task is running.
     *
     * @return the task after the write: its report is there when a callback was faster; unchanged if it had ended
     */
    Task markSubmitted(String id, String jobId, Instant now);

    /**
     * Notes what the provider said in the end; the first report stays. It may come before the job's id is known: it is
     * kept, and counts once {@link #markSubmitted} has stored the same id.
     *
     * @param jobId the job that the report is of; null when the provider refused and made no job
     * @return the task after the write; unchanged if it had ended, had a report, or belongs to another job
     */
    Task saveReport(String id, String jobId, Job.Report report);

    /** Notes that the sources in the task's report cannot be fetched. */
    void markUnusable(String id);

    /**
     * Drops a report that was noted as unusable, so that the provider is asked for fresh sources. One that was not is
     * kept: to ask again is no second chance lost.
     *
     * @return how many of this task's reports have been dropped
     */
    int discardUnusable(String id);

    /**
     * Ends the task as a success; only Persist calls it.
     *
     * @return false when it had already ended or was deleted
     */
    boolean succeed(String id, List<Output> outputs, Instant now);

    /**
     * Ends the task as failed and gives the visitor's unit back, and the site's money unless the failure is billable;
     * only GiveUp calls it. A tombstone gives nothing back.
     *
     * @return false when it had already ended: then nothing is given back
     */
    boolean fail(String id, Failure failure, Instant now);

    /** Open tasks, also deleted ones, that were accepted before {@code then}; the oldest first, some at a time. */
    List<Task> listOpenBefore(Instant then, int limit);

    /** Counts a repair of the task, and returns how many it has had. */
    int countRepair(String id);

    /** Turns the task into a tombstone: its words, its spec and its outputs are gone. Gives no unit back. */
    void delete(String id, Instant now);
}
