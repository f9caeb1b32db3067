package dev.darkroom.task;

import java.time.Instant;
import java.util.List;

/**
 * How a task stands with the provider.
 *
 * @param token the task token that Submit waits with; null before
 * @param expectedAt when it may expect to be admitted, while it waits for its turn; null otherwise
 * @param admittedAt when it was first about to be sent: its deadline counts from here; null before
 * @param sends creates that may have reached the provider: those that were begun, less those that provably made no job
 * @param unanswered whether the latest create got no answer of the provider's
 * @param id the provider's id of the job; null until the provider has answered
 * @param submittedAt when the provider's id was stored; null before
 * @param report what the provider said in the end; null while it works
 */
public record Job(
        String token,
        Instant expectedAt,
        Instant admittedAt,
        int sends,
        boolean unanswered,
        String id,
        Instant submittedAt,
        Report report) {

    /** Nothing has happened yet. */
    public static Job none() {
        return new Job(null, null, null, 0, false, null, null, null);
    }

    /** The end of a job, as a callback or a read of it told. */
    public sealed interface Report {
        /** Finished: these are to be stored. */
        record Finished(List<OutputSource> sources) implements Report {
            public Finished {
                sources = List.copyOf(sources);
                if (sources.isEmpty()) {
                    throw new IllegalArgumentException("a finished job has outputs");
                }
            }
        }

        /** Failed at the provider. */
        record Failed(Failure failure) implements Report {}
    }
}
