package dev.darkroom.aws;

import dev.darkroom.task.Allowance;
import dev.darkroom.task.Failure;
import dev.darkroom.task.HistoryPage;
import dev.darkroom.task.Job;
import dev.darkroom.task.ObservedDurations;
import dev.darkroom.task.OpenResult;
import dev.darkroom.task.Output;
import dev.darkroom.task.RemainingTime;
import dev.darkroom.task.Task;
import dev.darkroom.task.TaskStatus;
import dev.darkroom.task.Tasks;
import dev.darkroom.task.Usage;
import dev.darkroom.task.Visitor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * {@link Tasks} in one DynamoDB table. Its key is {@code pk}: {@code task#<id>} for a task, {@code visitor#<id>#<day>}
 * and {@code address#<hash>#<day>} for a day's counts, {@code site} for the {@link SiteBudget}. The index
 * {@code owner-created} holds the visitors' histories, a tombstone has no owner and so is not in it; {@code
 * open-created} holds the tasks that have not ended.
 */
public final class DynamoTasks implements Tasks {

    private static final Map<String, String> STATUS = Map.of("#status", "status");
    private static final Logger LOG = System.getLogger(DynamoTasks.class.getName());

    private final DynamoDbClient dynamo;
    private final String table;
    private final TaskRows rows;
    private final SiteBudget budget;
    private final OpenTransaction transaction;
    private final SubmissionUpdates sending;
    private final FailTransaction failTransaction;
    private final Retry retry;

    public DynamoTasks(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.retry = new Retry("the table did not answer");
        this.rows = new TaskRows(dynamo, table, retry);
        this.budget = new SiteBudget(dynamo, table);
        this.transaction = new OpenTransaction(dynamo, table, budget, retry);
        this.sending = new SubmissionUpdates(rows);
        this.failTransaction = new FailTransaction(dynamo, table);
    }

    @Override
    public OpenResult open(Task task, Allowance allowance) {
        return transaction.open(task, allowance);
    }

    @Override
    public Optional<Task> find(String id) {
        return rows.find(id);
    }

    @Override
    public HistoryPage list(String visitorId, int limit, String cursor) {
        return retry.call(() -> {
            var answer = dynamo.query(query -> query.tableName(table)
                    .indexName("owner-created")
                    .keyConditionExpression("#owner = :owner")
                    .expressionAttributeNames(Map.of("#owner", "owner"))
                    .expressionAttributeValues(Map.of(":owner", AttributeValue.fromS(visitorId)))
                    .exclusiveStartKey(Cursor.decode(cursor, visitorId))
                    .scanIndexForward(false)
                    .limit(limit));
            return new HistoryPage(
                    answer.items().stream().map(TaskItem::task).toList(), Cursor.encode(answer.lastEvaluatedKey()));
        });
    }

    @Override
    public Usage readUsage(Visitor visitor, Allowance allowance, Instant now) {
        return retry.call(() -> DailyCounts.of(visitor, now).readUsage(dynamo, table, allowance));
    }

    @Override
    public Optional<OpenResult.DailyLimitReached> countUpload(Visitor visitor, Allowance allowance, Instant now) {
        return retry.call(() -> transaction.countUpload(visitor, allowance, now));
    }

    @Override
    public Task markQueued(String id, String token, Instant expectedAt) {
        return sending.markQueued(id, token, expectedAt);
    }

    @Override
    public Task markWaiting(String id, String token, Instant now) {
        return sending.markWaiting(id, token, now);
    }

    @Override
    public Task markSending(Task task, String token, Instant now) {
        return sending.markSending(task, token, now);
    }

    @Override
    public void markNotTaken(Task task, boolean unanswered, boolean noJob) {
        sending.markNotTaken(task, unanswered, noJob);
    }

    @Override
    public Task markSubmitted(String id, String jobId, Instant now) {
        return rows.change(
                id,
                "SET jobId = :job, submittedAt = if_not_exists(submittedAt, :now), #status = :running",
                TaskRows.OPEN + " AND (attribute_not_exists(jobId) OR jobId = :job)",
                STATUS,
                TaskRows.openStatuses().put(":job", jobId).put(":now", now));
    }

    @Override
    public Task saveReport(String id, String jobId, Job.Report report) {
        var values = TaskRows.openStatuses().put(":report", TaskItem.report(report));
        // A refusal makes no job: then there is none to compare with.
        if (jobId == null) {
            return rows.change(
                    id, "SET report = :report", TaskRows.OPEN + " AND attribute_not_exists(jobId)", STATUS, values);
        }
        return rows.change(
                id,
                "SET report = :report, reportJob = :job",
                TaskRows.OPEN + " AND (attribute_not_exists(jobId) OR jobId = :job)"
                        + " AND (attribute_not_exists(report) OR reportJob <> :job)",
                STATUS,
                values.put(":job", jobId));
    }

    @Override
    public void markUnusable(String id) {
        rows.change(
                id,
                "SET unusable = :yes",
                TaskRows.OPEN + " AND attribute_exists(report)",
                STATUS,
                TaskRows.openStatuses().put(":yes", AttributeValue.fromBool(true)));
    }

    @Override
    public int discardUnusable(String id) {
        return rows.increment(id, "discards", "REMOVE report, reportJob, unusable ", "attribute_exists(unusable)");
    }

    @Override
    public int countRepair(String id) {
        return rows.increment(id, "repairs", "", "attribute_exists(pk)");
    }

    @Override
    public List<Task> listOpenBefore(Instant then, int limit) {
        return retry.call(() -> dynamo
                .query(query -> query.tableName(table)
                        .indexName("open-created")
                        .keyConditionExpression("#open = :open AND created < :then")
                        .expressionAttributeNames(Map.of("#open", "open"))
                        .expressionAttributeValues(Attributes.empty()
                                .put(":open", TaskItem.OPEN)
                                .put(":then", TaskItem.created(then))
                                .toMap())
                        .limit(limit))
                .items()
                .stream()
                .map(TaskItem::task)
                .toList());
    }

    @Override
    public boolean succeed(String id, List<Output> outputs, Instant now) {
        var ended = rows.tryChange(
                id,
                "SET #status = :success, outputs = :outputs, completedAt = :now, charged = :yes"
                        + " REMOVE #token, #open, expectedAt, report, reportJob, unusable",
                TaskRows.OPEN + " AND attribute_not_exists(deletedAt)",
                Map.of("#status", "status", "#token", "token", "#open", "open"),
                TaskRows.openStatuses()
                        .put(":success", TaskStatus.SUCCESS.word())
                        .put(":outputs", TaskItem.outputs(outputs))
                        .put(":now", now)
                        .put(":yes", AttributeValue.fromBool(true)),
                row -> row.status() == TaskStatus.SUCCESS && now.equals(row.completedAt()));
        ended.ifPresent(this::learn);
        return ended.isPresent();
    }

    /** The task has ended well whether or not this works. */
    private void learn(Task task) {
        try {
            ObservedDurations.of(task).ifPresent(time -> budget.saveDuration(task, time));
        } catch (SdkException e) {
            LOG.log(Level.WARNING, "how long {0} took was not kept: {1}", task.id(), e.getMessage());
        }
    }

    @Override
    public boolean fail(String id, Failure failure, Instant now) {
        return retry.call(() -> {
            // Refused means that the row has just ended or been deleted: each can happen once, so this ends.
            while (true) {
                var task = find(id).orElse(null);
                if (task == null || task.status().isFinal()) {
                    return false;
                }
                if (failTransaction.fail(task, failure, now)) {
                    release(task, failure);
                    return true;
                }
            }
        });
    }

    /** Only the call that ended the task comes here. A crash just before leaves money reserved until its period ends. */
    private void release(Task task, Failure failure) {
        if (!task.isChargedAfter(failure)) {
            RemainingTime.runWithReserve(() -> {
                budget.release(task.spec().microDollars(), task.createdAt());
                return null;
            });
        }
    }

    @Override
    public void delete(String id, Instant now) {
        rows.change(
                id,
                "SET deletedAt = if_not_exists(deletedAt, :now), #request.#prompt = :none, #request.#references = :empty,"
                        + " #order.#body = :none REMOVE #owner, outputs, #request.#parent",
                "attribute_exists(pk)",
                Map.of(
                        "#request", "request",
                        "#prompt", "prompt",
                        "#references", "references",
                        "#parent", "parentTaskId",
                        "#order", "order",
                        "#body", "body",
                        "#owner", "owner"),
                Attributes.empty().put(":now", now).put(":none", "").put(":empty", AttributeValue.fromL(List.of())));
    }
}
