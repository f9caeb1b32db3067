package dev.darkroom.hiapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Reads a task object as a {@link JobState}. */
final class JobStateReader {
    private JobStateReader() {}

    /**
     * Every vocabulary that HiAPI's docs, SDKs, skills and blog have used (2026). The docs know only {@code success}
     * and {@code fail}; a word that is not here means that the job still works.
     */
    static JobState of(JsonNode task) {
        var status = task.path("status").asText("").strip().toLowerCase(Locale.ROOT);
        return switch (status) {
            case "success", "succeeded", "completed" -> finished(task);
            case "fail", "failed", "error", "timeout", "cancelled", "canceled" ->
                new JobState.Failed(ErrorClassifier.onJob(status, errorCode(task)));
            case "null" -> new JobState.Working("");
            default -> new JobState.Working(status);
        };
    }

    private static JobState finished(JsonNode task) {
        var outputs = OutputList.of(task.path("output"));
        return outputs.isEmpty() ? new JobState.Failed(Refusal.NO_OUTPUT) : new JobState.Finished(outputs);
    }

    private static String errorCode(JsonNode task) {
        var error = task.path("error");
        return (error.isTextual() ? error : error.path("code")).asText("").toUpperCase(Locale.ROOT);
    }
}
