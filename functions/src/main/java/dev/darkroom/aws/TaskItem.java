package dev.darkroom.aws;

import dev.darkroom.task.Failure;
import dev.darkroom.task.Job;
import dev.darkroom.task.JobSpec;
import dev.darkroom.task.Output;
import dev.darkroom.task.OutputSource;
import dev.darkroom.task.Request;
import dev.darkroom.task.Task;
import dev.darkroom.task.TaskStatus;
import dev.darkroom.task.Visitor;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A {@link Task} as an item of the table, and back. */
final class TaskItem {

    /** What an open task has in the index of open tasks; an ended one has left it. */
    static final String OPEN = "open";

    private TaskItem() {}

    static String key(String taskId) {
        return "task#" + taskId;
    }

    /** The item of a task that was accepted just now; what comes later is added by updates. */
    static Map<String, AttributeValue> of(Task task) {
        return Attributes.empty()
                .put("pk", key(task.id()))
                .put("id", task.id())
                .put("owner", task.visitor().id())
                .put("created", created(task))
                .put("visitor", task.visitor().id())
                .put("address", task.visitor().address())
                .put("fingerprint", task.fingerprint())
                .put("status", task.status().word())
                .put("open", OPEN)
                .put("createdAt", task.createdAt())
                .put("request", AttributeValue.fromM(request(task.request())))
                .put("order", AttributeValue.fromM(spec(task.spec())))
                .toMap();
    }

    /** The sort key of a visitor's history: the id keeps two tasks of one moment apart. */
    static String created(Task task) {
        return created(task.createdAt()) + "#" + task.id();
    }

    /** Instants in an order that text keeps. */
    static String created(Instant instant) {
        return String.format(Locale.ROOT, "%020d", instant.toEpochMilli());
    }

    static Task task(Map<String, AttributeValue> item) {
        var row = Attributes.of(item);
        return new Task(
                row.text("id"),
                new Visitor(row.text("visitor"), row.text("address")),
                row.text("fingerprint"),
                request(row.map("request")),
                spec(row.map("order")),
                TaskStatus.valueOf(row.text("status").toUpperCase(Locale.ROOT)),
                row.instant("createdAt"),
                job(row),
                row.list("outputs").stream().map(TaskItem::output).toList(),
                row.has("failure") ? failure(row.map("failure")) : null,
                row.instant("completedAt"),
                row.instant("deletedAt"));
    }

    private static Map<String, AttributeValue> request(Request request) {
        return Attributes.empty()
                .put("prompt", request.prompt())
                .put("model", request.model())
                .put("aspectRatio", request.aspectRatio())
                .put("resolution", request.resolution())
                .put("durationSeconds", request.durationSeconds())
                .put(
                        "references",
                        request.references().stream().map(AttributeValue::fromS).toList())
                .put("parentTaskId", request.parentTaskId())
                .toMap();
    }

    private static Request request(Attributes map) {
        return new Request(
                map.text("prompt"),
                map.text("model"),
                map.text("aspectRatio"),
                map.text("resolution"),
                map.integer("durationSeconds"),
                map.list("references").stream().map(AttributeValue::s).toList(),
                map.text("parentTaskId"));
    }

    private static Map<String, AttributeValue> spec(JobSpec spec) {
        return Attributes.empty()
                .put("body", spec.body())
                .put("callback", AttributeValue.fromBool(spec.callback()))
                .put("video", AttributeValue.fromBool(spec.video()))
                .put("microDollars", spec.microDollars())
                .put("width", spec.width())
                .put("height", spec.height())
                .put("typicalSeconds", spec.estimated().toSeconds())
                .put(
                        "usualSeconds",
                        spec.observed() == null ? null : spec.observed().toSeconds())
                .put("deadlineSeconds", spec.deadline().toSeconds())
                .toMap();
    }

    private static JobSpec spec(Attributes map) {
        return new JobSpec(
                map.text("body"),
                map.flag("callback"),
                map.flag("video"),
                map.number("microDollars"),
                map.integer("width"),
                map.integer("height"),
                map.seconds("typicalSeconds"),
                map.has("usualSeconds") ? map.seconds("usualSeconds") : null,
                map.seconds("deadlineSeconds"));
    }

    private static Job job(Attributes row) {
        var id = row.text("jobId");
        // A report that came before the job's id counts only if it turns out to be of that job.
        var ours = row.has("report") && Objects.equals(id, row.text("reportJob"));
        return new Job(
                row.text("token"),
                row.instant("expectedAt"),
                row.instant("admittedAt"),
                // Rows of earlier releases do not say: one that was admitted may have been sent.
                row.has("sends") ? row.integer("sends") : row.has("admittedAt") ? 1 : 0,
                row.has("unanswered") && row.flag("unanswered"),
                id,
                row.instant("submittedAt"),
                ours ? report(row.map("report")) : null);
    }

    static AttributeValue report(Job.Report report) {
        return switch (report) {
            case Job.Report.Finished(var sources) ->
                AttributeValue.fromM(Attributes.empty()
                        .put("sources", sources.stream().map(TaskItem::source).toList())
                        .toMap());
            case Job.Report.Failed(var failure) ->
                AttributeValue.fromM(Attributes.empty()
                        .put("failure", AttributeValue.fromM(failure(failure)))
                        .toMap());
        };
    }

    private static Job.Report report(Attributes map) {
        return map.has("failure")
                ? new Job.Report.Failed(failure(map.map("failure")))
                : new Job.Report.Finished(
                        map.list("sources").stream().map(TaskItem::source).toList());
    }

    private static AttributeValue source(OutputSource source) {
        return AttributeValue.fromM(Attributes.empty()
                .put("url", source.url().toString())
                .put("kind", source.kind())
                .toMap());
    }

    private static OutputSource source(AttributeValue value) {
        var map = Attributes.of(value.m());
        return new OutputSource(URI.create(map.text("url")), map.text("kind"));
    }

    static Map<String, AttributeValue> failure(Failure failure) {
        return Attributes.empty()
                .put("code", failure.code())
                .put("message", failure.message())
                .put("billable", AttributeValue.fromBool(failure.billable()))
                .put("ownersFault", AttributeValue.fromBool(failure.ownersFault()))
                .toMap();
    }

    private static Failure failure(Attributes map) {
        return new Failure(
                map.text("code"),
                map.text("message"),
                map.flag("billable"),
                // Rows of earlier releases do not say; what was refused to their Submit, it has counted.
                map.has("ownersFault") && map.flag("ownersFault"));
    }

    static List<AttributeValue> outputs(List<Output> outputs) {
        return outputs.stream()
                .map(output -> AttributeValue.fromM(Attributes.empty()
                        .put("key", output.key())
                        .put("kind", output.kind())
                        .put("contentType", output.contentType())
                        .put("bytes", output.bytes())
                        .put("width", output.width())
                        .put("height", output.height())
                        .toMap()))
                .toList();
    }

    private static Output output(AttributeValue value) {
        var map = Attributes.of(value.m());
        return new Output(
                map.text("key"),
                map.text("kind"),
                map.text("contentType"),
                map.number("bytes"),
                map.integer("width"),
                map.integer("height"));
    }
}
