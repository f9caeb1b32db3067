package dev.darkroom.hiapi;

/** What a callback's body says. It is to be believed only after {@link CallbackSignature} has found it valid. */
public sealed interface CallbackBody {

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
        return new Malformed("not read yet");
    }
}
