package dev.darkroom.steps;

import dev.darkroom.hiapi.HiapiBusy;
import dev.darkroom.hiapi.Refusal;
import dev.darkroom.media.OutputTooLarge;
import dev.darkroom.task.Failure;
import dev.darkroom.task.Job;
import java.util.Map;
import java.util.Set;

/** Why a task failed, in the visitor's words. */
final class Reasons {

    private static final Failure UNEXPECTED = new Failure(
            "internal_error", "Something went wrong on our side. It did not count. Please try again.", true);

    private static final String UNREACHABLE = "The image service could not be reached. The site's owner has been told."
            + " It did not count. Please try again later.";

    /** By the name of the error that led to GiveUp. */
    private static final Map<String, Failure> BY_ERROR = Map.of(
            QueueDeadlinePassed.class.getName(),
            new Failure(
                    "queue_timed_out",
                    "Too many others were before you, so this was never started. It did not count. Please try again later.",
                    false),
            DeadlinePassed.class.getName(),
            new Failure(
                    "timed_out",
                    "This took too long, so we stopped waiting; the image service may still finish it. It did not count."
                            + " Please try again.",
                    true),
            OutputsUnusable.class.getName(),
            new Failure(
                    "output_unusable",
                    "The image service finished, but its file could not be fetched. It did not count. Please try again.",
                    true),
            OutputTooLarge.class.getName(),
            new Failure(
                    "output_too_large",
                    "The result is larger than this site stores. It did not count. Choose a smaller resolution.",
                    true),
            HiapiBusy.class.getName(),
            new Failure(
                    "provider_busy",
                    "The image service was too busy for too long. It did not count. Please try again later.",
                    true),
            TaskOver.class.getName(),
            new Failure("deleted", "This image was deleted.", true));

    /** These end a task's tries to send; the row tells whether the latest was answered. */
    private static final Set<String> ENDS_OF_SENDING =
            Set.of(HiapiBusy.class.getName(), DeadlinePassed.class.getName());

    private Reasons() {}

    /** @param heard whether an earlier create, with the same key, may have made a job all the same */
    static Failure of(Refusal refusal, boolean heard) {
        return new Failure(refusal.code(), refusal.message(), refusal.billable() || heard);
    }

    /** By the name of the error that led here, and by what the row says of the tries to send. */
    static Failure of(Job job, String error) {
        if (error == null || !BY_ERROR.containsKey(error)) {
            return UNEXPECTED;
        }
        var failure = BY_ERROR.get(error);
        if (job.id() != null || !ENDS_OF_SENDING.contains(error)) {
            return failure;
        }
        // A create that was sent and got no answer may have been heard.
        var heard = job.sends() > 0;
        return job.unanswered()
                ? new Failure("provider_unreachable", UNREACHABLE, heard)
                : new Failure(failure.code(), failure.message(), heard);
    }
}
