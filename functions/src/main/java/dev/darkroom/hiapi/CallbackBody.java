package dev.darkroom.hiapi;

import dev.darkroom.task.Job;
import java.util.Optional;

/**
 * What a callback's body says. It is to be believed only after {@link CallbackSignature} has found it valid.
 *
 * @param jobId HiAPI's id of the job
 * @param report how the job ended; empty while it works
 */
public record CallbackBody(String jobId, Optional<Job.Report> report) {
    /** The longest body that a receiver needs to take, in bytes (README of HiAPI's Python SDK, 2026). */
    public static final int LARGEST = 1024 * 1024;

    /**
     * Reads the bare task object that HiAPI sends, also when it is wrapped as {@code {"data": {...}}}.
     *
     * @return empty for what is too large, no JSON object, or names no job
     */
    public static Optional<CallbackBody> parse(byte[] raw) {
        return raw.length > LARGEST
                ? Optional.empty()
                : Envelope.parse(raw)
                        .flatMap(said -> said.jobId().map(id -> new CallbackBody(id, ReportReader.read(said.task()))));
    }
}
