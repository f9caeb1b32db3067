package dev.darkroom.aws;

import dev.darkroom.task.Failure;
import dev.darkroom.task.Job;
import dev.darkroom.task.Order;
import dev.darkroom.task.Output;
import dev.darkroom.task.Request;
import dev.darkroom.task.Source;
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
                .with("pk", key(task.id()))
                .with("id", task.id())
                .with("owner", task.visitor().id())
                .with("created", created(task))
                .with("visitor", task.visitor().id())
                .with("address", task.visitor().address())
                .with("fingerprint", task.fingerprint())
                .with("status", task.status().word())
                .with("open", OPEN)
                .with("createdAt", task.createdAt())
                .with("request", AttributeValue.fromM(request(task.request())))
                .with("order", AttributeValue.fromM(order(task.order())))
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
                order(row.map("order")),
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
                .with("prompt", request.prompt())
                .with("model", request.model())
                .with("aspectRatio", request.aspectRatio())
                .with("resolution", request.resolution())
                .with("durationSeconds", request.durationSeconds())
                .with(
                        "references",
                        request.references().stream().map(AttributeValue::fromS).toList())
                .with("parentTaskId", request.parentTaskId())
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

    private static Map<String, AttributeValue> order(Order order) {
        return Attributes.empty()
                .with("body", order.body())
                .with("callback", AttributeValue.fromBool(order.callback()))
                .with("video", AttributeValue.fromBool(order.video()))
                .with("microDollars", order.microDollars())
                .with("width", order.width())
                .with("height", order.height())
                .with("typicalSeconds", order.typical().toSeconds())
                .with(
                        "usualSeconds",
                        order.usual() == null ? null : order.usual().toSeconds())
                .with("deadlineSeconds", order.deadline().toSeconds())
                .toMap();
    }

    private static Order order(Attributes map) {
        return new Order(
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
                        .with("sources", sources.stream().map(TaskItem::source).toList())
                        .toMap());
            case Job.Report.Failed(var failure) ->
                AttributeValue.fromM(Attributes.empty()
                        .with("failure", AttributeValue.fromM(failure(failure)))
                        .toMap());
        };
    }

    private static Job.Report report(Attributes map) {
        return map.has("failure")
                ? new Job.Report.Failed(failure(map.map("failure")))
                : new Job.Report.Finished(
                        map.list("sources").stream().map(TaskItem::source).toList());
    }

    private static AttributeValue source(Source source) {
        return AttributeValue.fromM(Attributes.empty()
                .with("url", source.url().toString())
                .with("kind", source.kind())
                .toMap());
    }

    private static Source source(AttributeValue value) {
        var map = Attributes.of(value.m());
        return new Source(URI.create(map.text("url")), map.text("kind"));
    }

    static Map<String, AttributeValue> failure(Failure failure) {
        return Attributes.empty()
                .with("code", failure.code())
                .with("message", failure.message())
                .with("billable", AttributeValue.fromBool(failure.billable()))
                .toMap();
    }

    private static Failure failure(Attributes map) {
        return new Failure(map.text("code"), map.text("message"), map.flag("billable"));
    }

    static List<AttributeValue> outputs(List<Output> outputs) {
        return outputs.stream()
                .map(output -> AttributeValue.fromM(Attributes.empty()
                        .with("key", output.key())
                        .with("kind", output.kind())
                        .with("contentType", output.contentType())
                        .with("bytes", output.bytes())
                        .with("width", output.width())
                        .with("height", output.height())
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
