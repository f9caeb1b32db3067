package dev.darkroom.aws;

import dev.darkroom.task.Allowance;
import dev.darkroom.task.Experience;
import dev.darkroom.task.Spent;
import dev.darkroom.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * What the whole site has spent this UTC day and month, how long its jobs took, and whether it is paused: one item,
 * changed only by single updates. It stays out of every transaction, because DynamoDB refuses a transaction whose item another
 * one is changing, while single updates of one item simply queue.
 */
final class Ledger {

    static final Map<String, AttributeValue> KEY = Map.of("pk", AttributeValue.fromS("site"));

    /** What came of asking for money. */
    sealed interface Reserved {
        /** @param page the item as it is then */
        record Yes(Spent spent, Attributes page) implements Reserved {}

        record BudgetReached(boolean ofMonth) implements Reserved {}

        record Paused() implements Reserved {}
    }

    private final DynamoDbClient dynamo;
    private final String table;

    Ledger(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** Reserves the money, if the day's and the month's budget allow it. */
    Reserved reserve(long microDollars, Allowance allowance, Instant now) {
        var today = day(now);
        while (true) {
            try {
                return spent(spending(microDollars, allowance, today));
            } catch (ConditionalCheckFailedException e) {
                var page = e.hasItem() ? Attributes.of(e.item()) : Attributes.empty();
                if (page.has("paused")) {
                    return new Reserved.Paused();
                }
                var isOld = !page.has("day") || page.text("day").compareTo(today) < 0;
                var already = isOld ? carriedOver(page, today) : spentOn(page);
                if (already.dayMicroDollars() + microDollars > allowance.dailyMicroDollars()) {
                    return new Reserved.BudgetReached(false);
                }
                if (already.monthMicroDollars() + microDollars > allowance.monthlyMicroDollars()) {
                    return new Reserved.BudgetReached(true);
                }
                if (isOld && turned(page, today, already, microDollars)) {
                    return new Reserved.Yes(new Spent(microDollars, already.monthMicroDollars() + microDollars), page);
                }
                // Another request has turned the page, or money came back, since ours was refused.
            }
        }
    }

    /** Gives back what was reserved at {@code then}; a day or a month that is over needs nothing back. */
    void release(long microDollars, Instant then) {
        var day = day(then);
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(KEY)
                    .updateExpression("SET daySpent = daySpent - :c, monthSpent = monthSpent - :c")
                    .conditionExpression("#day = :day")
                    .expressionAttributeNames(Map.of("#day", "day"))
                    .expressionAttributeValues(Attributes.empty()
                            .with(":c", microDollars)
                            .with(":day", day)
                            .toMap()));
        } catch (ConditionalCheckFailedException e) {
            releaseMonth(microDollars, day.substring(0, 7));
        }
    }

    private void releaseMonth(long microDollars, String month) {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(KEY)
                    .updateExpression("SET monthSpent = monthSpent - :c")
                    .conditionExpression("begins_with(#day, :month)")
                    .expressionAttributeNames(Map.of("#day", "day"))
                    .expressionAttributeValues(Attributes.empty()
                            .with(":c", microDollars)
                            .with(":month", month)
                            .toMap()));
        } catch (ConditionalCheckFailedException e) {
            // The month is over, and its budget with it.
        }
    }

    /** Keeps how long a task's job took, where whoever reserves next reads it without another call. */
    void took(Task task, Duration time) {
        dynamo.updateItem(update -> update.tableName(table)
                .key(KEY)
                .updateExpression("SET #took = :seconds")
                .expressionAttributeNames(Map.of("#took", Experience.name(task)))
                .expressionAttributeValues(
                        Attributes.empty().with(":seconds", time.toSeconds()).toMap()));
    }

    private UpdateItemRequest.Builder spending(long microDollars, Allowance allowance, String today) {
        return update("SET daySpent = daySpent + :c, monthSpent = monthSpent + :c")
                .conditionExpression("attribute_not_exists(paused) AND #day >= :today"
                        + " AND daySpent <= :dayRoom AND monthSpent <= :monthRoom")
                .expressionAttributeValues(Attributes.empty()
                        .with(":c", microDollars)
                        .with(":today", today)
                        .with(":dayRoom", allowance.dailyMicroDollars() - microDollars)
                        .with(":monthRoom", allowance.monthlyMicroDollars() - microDollars)
                        .toMap());
    }

    /** Turns the page to {@code today} and spends on it at once; of several that try, one does. */
    private boolean turned(Attributes page, String today, Spent already, long microDollars) {
        var values = Attributes.empty()
                .with(":today", today)
                .with(":c", microDollars)
                .with(":month", already.monthMicroDollars() + microDollars);
        var unchanged = "attribute_not_exists(#day)";
        if (page.has("day")) {
            unchanged = "#day = :was AND monthSpent = :wasMonth";
            values.with(":was", page.text("day")).with(":wasMonth", page.number("monthSpent"));
        }
        try {
            dynamo.updateItem(update("SET #day = :today, daySpent = :c, monthSpent = :month")
                    .conditionExpression("attribute_not_exists(paused) AND " + unchanged)
                    .expressionAttributeValues(values.toMap())
                    .build());
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private UpdateItemRequest.Builder update(String expression) {
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(KEY)
                .updateExpression(expression)
                .expressionAttributeNames(Map.of("#day", "day"))
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }

    private Reserved spent(UpdateItemRequest.Builder spending) {
        var page = Attributes.of(dynamo.updateItem(spending.build()).attributes());
        return new Reserved.Yes(spentOn(page), page);
    }

    private static Spent spentOn(Attributes page) {
        return new Spent(page.number("daySpent"), page.number("monthSpent"));
    }

    /** What a page of an earlier day leaves to {@code today}: the month's sum, while it is the same month. */
    private static Spent carriedOver(Attributes page, String today) {
        var sameMonth = page.has("day") && page.text("day").startsWith(today.substring(0, 7));
        return new Spent(0, sameMonth ? page.number("monthSpent") : 0);
    }

    static String day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }
}
