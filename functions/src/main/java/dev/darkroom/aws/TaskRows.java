package dev.darkroom.aws;

import dev.darkroom.task.Task;
import dev.darkroom.task.TaskStatus;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** The tasks' rows, each read and changed by itself. */
record TaskRows(DynamoDbClient dynamo, String table, Retry retry) {

    /** The condition of all that may happen only before a task's end; {@link #openStatuses} has its values. */
    static final String OPEN = "#status IN (:pending, :running)";

    static Map<String, AttributeValue> key(String taskId) {
        return Map.of("pk", AttributeValue.fromS(TaskItem.key(taskId)));
    }

    static Attributes openStatuses() {
        return Attributes.empty().put(":pending", TaskStatus.PENDING.word()).put(":running", TaskStatus.RUNNING.word());
    }

    Optional<Task> find(String id) {
        return retry.call(() -> {
            var answer = dynamo.getItem(get -> get.tableName(table).key(key(id)).consistentRead(true));
            return answer.hasItem() ? Optional.of(TaskItem.task(answer.item())) : Optional.empty();
        });
    }

    private record Change(boolean made, Task task) {}

    /** One conditional update; on refusal the row as it is. */
    Task change(String id, String update, String condition, Map<String, String> names, Attributes values) {
        return update(id, update, condition, names, values, row -> false).task();
    }

    /**
     * One conditional update; the row after it, if it was this one that changed it.
     *
     * @param isOurs whether a row is as this very update leaves it
     */
    Optional<Task> tryChange(
            String id,
            String update,
            String condition,
            Map<String, String> names,
            Attributes values,
            Predicate<Task> isOurs) {
        var change = update(id, update, condition, names, values, isOurs);
        return change.made() ? Optional.of(change.task()) : Optional.empty();
    }

    private Change update(
            String id,
            String update,
            String condition,
            Map<String, String> names,
            Attributes values,
            Predicate<Task> isOurs) {
        return retry.call(() -> {
            try {
                var row = TaskItem.task(dynamo.updateItem(request -> request.tableName(table)
                                .key(key(id))
                                .updateExpression(update)
                                .conditionExpression(condition)
                                .expressionAttributeNames(names)
                                .expressionAttributeValues(values.toMap())
                                .returnValues(ReturnValue.ALL_NEW)
                                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                        .attributes());
                return new Change(true, row);
            } catch (ConditionalCheckFailedException e) {
                if (!e.hasItem()) {
                    throw new IllegalArgumentException("there is no task " + id);
                }
                var row = TaskItem.task(e.item());
                return new Change(Retry.wasRetried(e) && isOurs.test(row), row);
            }
        });
    }

    /** Adds one to a counter of the row, if the condition holds, and returns it as it is then. */
    int increment(String id, String counter, String update, String condition) {
        return retry.call(() -> {
            try {
                return Attributes.of(dynamo.updateItem(request -> request.tableName(table)
                                        .key(key(id))
                                        .updateExpression(update + "ADD " + counter + " :one")
                                        .conditionExpression(condition)
                                        .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                                        .returnValues(ReturnValue.UPDATED_NEW)
                                        .returnValuesOnConditionCheckFailure(
                                                ReturnValuesOnConditionCheckFailure.ALL_OLD))
                                .attributes())
                        .integer(counter);
            } catch (ConditionalCheckFailedException e) {
                if (!e.hasItem()) {
                    throw new IllegalArgumentException("there is no task " + id);
                }
                var row = Attributes.of(e.item());
                return row.has(counter) ? row.integer(counter) : 0;
            }
        });
    }
}
