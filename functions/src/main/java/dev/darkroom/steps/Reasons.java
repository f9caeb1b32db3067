package dev.darkroom.steps;

import dev.darkroom.hiapi.HiapiBusy;
import dev.darkroom.hiapi.Refusal;
import dev.darkroom.media.OutputTooLarge;
import dev.darkroom.task.Failure;
import java.util.Map;

/** Why a task failed, in the visitor's words. */
final class Reasons {

    private static final Failure UNEXPECTED = new Failure(
            "internal_error", "Something went wrong on our side. It did not count. Please try again.", true);

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
                    // A create that timed out may have been heard all the same.
                    true),
            TaskOver.class.getName(),
            new Failure("deleted", "This image was deleted.", true));

    private Reasons() {}

    static Failure of(Refusal refusal) {
        return new Failure(refusal.code(), refusal.message(), refusal.billable());
    }

    static Failure ofError(String error) {
        return error == null ? UNEXPECTED : BY_ERROR.getOrDefault(error, UNEXPECTED);
    }
}
