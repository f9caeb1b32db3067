package dev.darkroom.hiapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.task.Job;
import java.util.Locale;
import java.util.Optional;

/** Reads how a job ended from HiAPI's task object. */
final class ReportReader {
    private ReportReader() {}

    /**
     * Every vocabulary that HiAPI's docs, SDKs, skills and blog have used (2026). The docs know only {@code success}
     * and {@code fail}; a word that is not here means that the job still works.
     *
     * @return empty while it works
     */
    static Optional<Job.Report> read(JsonNode task) {
        var status = task.path("status").asText("").strip().toLowerCase(Locale.ROOT);
        return switch (status) {
            case "success", "succeeded", "completed" -> Optional.of(finished(task));
            case "fail", "failed", "error", "timeout", "cancelled", "canceled" ->
                Optional.of(new Job.Report.Failed(ErrorClassifier.onJob(status, errorCode(task))));
            default -> Optional.empty();
        };
    }

    private static Job.Report finished(JsonNode task) {
        var outputs = OutputReader.of(task.path("output"));
        return outputs.isEmpty()
                ? new Job.Report.Failed(HiapiFailureKind.NO_OUTPUT.failure())
                : new Job.Report.Finished(outputs);
    }

    private static String errorCode(JsonNode task) {
        var error = task.path("error");
        return (error.isTextual() ? error : error.path("code")).asText("").toUpperCase(Locale.ROOT);
    }
}
