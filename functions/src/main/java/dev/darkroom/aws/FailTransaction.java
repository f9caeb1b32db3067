package dev.darkroom.aws;

import dev.darkroom.task.Failure;
import dev.darkroom.task.Task;
import dev.darkroom.task.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Marks a task failed and gives its two units back in one transaction: both happen once, or neither does. */
record FailTransaction(DynamoDbClient dynamo, String table) {

    /** @return false when another call was first */
    boolean fail(Task task, Failure failure, Instant now) {
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(mark(task, failure, now));
        if (!task.isDeleted()) {
            writes.addAll(DailyCounts.of(task.visitor(), task.createdAt()).release(table));
        }
        try {
            dynamo.transactWriteItems(request -> request.transactItems(writes));
            return true;
        } catch (TransactionCanceledException e) {
            if ("ConditionalCheckFailed".equals(e.cancellationReasons().get(0).code())) {
                return false;
            }
            throw e;
        }
    }

    private TransactWriteItem mark(Task task, Failure failure, Instant now) {
        var deleted = task.isDeleted() ? "attribute_exists(deletedAt)" : "attribute_not_exists(deletedAt)";
        return TransactWriteItem.builder()
                .update(Update.builder()
                        .tableName(table)
                        .key(TaskRows.key(task.id()))
                        .updateExpression(
                                "SET #status = :fail, failure = :failure, completedAt = :now, charged = :charged"
                                        + " REMOVE #token, #open, expectedAt, report, reportJob, unusable")
                        .conditionExpression("#status IN (:pending, :running) AND " + deleted)
                        .expressionAttributeNames(Map.of("#status", "status", "#token", "token", "#open", "open"))
                        .expressionAttributeValues(TaskRows.openStatuses()
                                .put(":fail", TaskStatus.FAIL.word())
                                .put(":failure", AttributeValue.fromM(TaskItem.failure(failure)))
                                .put(":now", now)
                                .put(":charged", AttributeValue.fromBool(task.isChargedAfter(failure)))
                                .toMap())
                        .build())
                .build();
    }
}
