package dev.darkroom.hiapi;

/** What a callback's body says. It is to be believed only after {@link CallbackSignature} has found it valid. */
public sealed interface CallbackBody {
    /** The longest body that a receiver needs to take, in bytes (HiAPI's SDK, 2026). */
    int LARGEST = 1024 * 1024;

    /** A report on a job. Its state is never {@link JobState.Vanished}. */
    record Callback(String jobId, JobState state) implements CallbackBody {}

    /**
     * Nothing that we can read as a report.
     *
     * @param why in our own words, fit for a log
     */
    record Malformed(String why) implements CallbackBody {}

    /** Reads the bare task object that HiAPI sends, also when it is wrapped as {@code {"data": {...}}}. */
    static CallbackBody parse(byte[] raw) {
        if (raw.length > LARGEST) {
            return new Malformed("larger than 1 MiB");
        }
        var envelope = Envelope.parse(raw);
        if (envelope.isEmpty()) {
            return new Malformed("not a JSON object");
        }
        var task = envelope.get().task();
        return envelope.get()
                .jobId()
                .<CallbackBody>map(jobId -> new Callback(jobId, JobStateReader.of(task)))
                .orElseGet(() -> new Malformed("no id of a job"));
    }
}
