package dev.darkroom.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.darkroom.catalog.Price;
import dev.darkroom.task.Output;
import dev.darkroom.task.Task;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * A task as the HTTP contract shows it. What only its owner may see, and what is not there yet, is left out; {@code url}
 * and {@code error} are always there, null until they mean something.
 */
record TaskView(
        String taskId,
        String status,
        @JsonInclude String url,
        @JsonInclude Error error,
        String model,
        @JsonInclude(JsonInclude.Include.NON_NULL) String prompt,
        String aspectRatio,
        @JsonInclude(JsonInclude.Include.NON_NULL) String resolution,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer durationSeconds,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> references,
        int width,
        int height,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long retryAfter,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long typicalSeconds,
        List<File> outputs,
        String createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) String startedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) String completedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) String parentTaskId,
        @JsonInclude(JsonInclude.Include.NON_NULL) Cost cost) {

    /** @param charged always false: a task that failed does not count */
    record Error(String code, String message, boolean charged) {}

    record File(
            String url,
            String kind,
            String contentType,
            long bytes,
            @JsonInclude(JsonInclude.Include.NON_NULL) Integer width,
            @JsonInclude(JsonInclude.Include.NON_NULL) Integer height) {}

    /** @param units what it takes of the day's allowance, as {@code GET /api/quota} counts */
    record Cost(String usd, int units) {
        static Cost of(Task task) {
            return new Cost(Price.usd(task.spec().microDollars()), task.failure() == null ? 1 : 0);
        }
    }

    static TaskView of(Task task, boolean forOwner, URI mediaBase, Instant now) {
        var open = !task.status().isFinal();
        var files =
                task.outputs().stream().map(output -> file(output, mediaBase)).toList();
        return new TaskView(
                task.id(),
                task.status().word(),
                files.isEmpty() ? null : files.getFirst().url(),
                error(task),
                task.request().model(),
                forOwner ? task.request().prompt() : null,
                task.request().aspectRatio(),
                task.request().resolution(),
                task.request().durationSeconds(),
                forOwner ? task.request().references() : List.of(),
                task.spec().width(),
                task.spec().height(),
                open ? ClientPolling.retryAfter(task, now) : null,
                open ? task.spec().expected().toSeconds() : null,
                files,
                task.createdAt().toString(),
                text(task.job().submittedAt()),
                text(task.completedAt()),
                forOwner ? task.request().parentTaskId() : null,
                forOwner ? Cost.of(task) : null);
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static Error error(Task task) {
        var failure = task.failure();
        return failure == null ? null : new Error(failure.code(), failure.message(), false);
    }

    private static File file(Output output, URI mediaBase) {
        return new File(
                mediaBase + "/" + output.key(),
                output.kind(),
                output.contentType(),
                output.bytes(),
                output.width(),
                output.height());
    }
}
