package dev.darkroom.steps;

import dev.darkroom.hiapi.HiapiBusy;
import dev.darkroom.media.OutputTooLarge;
import dev.darkroom.task.Failure;
import dev.darkroom.task.Job;
import java.util.Map;
import java.util.Set;

/** Why a task failed, in the visitor's words. */
final class FailureReasons {

    private static final Failure UNEXPECTED = new Failure(
            "internal_error", "Something went wrong on our side. It did not count. Please try again.", true);

    private static final Failure UNREACHABLE = new Failure(
            "provider_unreachable",
            "The image service could not be reached. It did not count. Please try again later.",
            true);

    /** By the name of the error that led to GiveUp. */
    private static final Map<String, Failure> BY_ERROR = Map.of(
            QueueDeadlinePassed.class.getName(),
            new Failure(
                    "queue_timed_out",
                    "Its turn did not come in time, so this was never started. It did not count. Please try again later.",
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
                    "The result is larger than this site stores. It did not count."
                            + " Choose a smaller resolution, a shorter video or another model.",
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

    private FailureReasons() {}

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
        return (job.unanswered() ? UNREACHABLE : failure).withBillable(job.sends() > 0);
    }
}
