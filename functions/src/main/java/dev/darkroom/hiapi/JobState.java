package dev.darkroom.hiapi;

import java.util.List;
import java.util.Objects;

/** How a job stands, whichever of its many words HiAPI chose for it. */
public sealed interface JobState {

    /**
     * Not at its end. Every status that we do not know means this: only the task's deadline ends the wait.
     *
     * @param status HiAPI's word, in lower case; empty when there is none
     */
    record Working(String status) implements JobState {
        public Working {
            Objects.requireNonNull(status, "status");
        }
    }

    /**
     * Finished.
     *
     * @param outputs never empty; the main one first, then the extras such as {@code first_frame}
     */
    record Finished(List<JobOutput> outputs) implements JobState {
        public Finished {
            outputs = List.copyOf(outputs);
            if (outputs.isEmpty()) {
                throw new IllegalArgumentException("a finished job has outputs; without any it has failed");
            }
        }
    }

    /** Ended without a result. */
    record Failed(Refusal reason) implements JobState {
        public Failed {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** HiAPI does not know the job (any more), or it belongs to another account: HTTP 404. */
    record Vanished() implements JobState {}
}
