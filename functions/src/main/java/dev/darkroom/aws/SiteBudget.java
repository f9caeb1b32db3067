package dev.darkroom.aws;

import dev.darkroom.task.Allowance;
import dev.darkroom.task.ObservedDurations;
import dev.darkroom.task.SiteSpend;
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
final class SiteBudget {

    static final Map<String, AttributeValue> KEY = Map.of("pk", AttributeValue.fromS("site"));

    /** What came of asking for money. */
    sealed interface Reserved {
        /** @param page the item as it is then */
        record Yes(SiteSpend spent, Attributes page) implements Reserved {}

        record BudgetReached(boolean ofMonth) implements Reserved {}

        record Paused() implements Reserved {}
    }

    private final DynamoDbClient dynamo;
    private final String table;

    SiteBudget(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** Reserves the money, if the day's and the month's budget allow it. */
    Reserved reserve(long microDollars, Allowance allowance, Instant now) {
        var today = day(now);
        while (true) {
            try {
                return spend(spending(microDollars, allowance, today));
            } catch (ConditionalCheckFailedException e) {
                var page = e.hasItem() ? Attributes.of(e.item()) : Attributes.empty();
                if (page.has("paused")) {
                    return new Reserved.Paused();
                }
                var isOld = !page.has("day") || page.text("day").compareTo(today) < 0;
                var already = isOld ? carriedOver(page, today) : spentOn(page);
                // The month first: where both are used up, tomorrow renews neither.
                if (already.monthMicroDollars() + microDollars > allowance.monthlyMicroDollars()) {
                    return new Reserved.BudgetReached(true);
                }
                if (already.dayMicroDollars() + microDollars > allowance.dailyMicroDollars()) {
                    return new Reserved.BudgetReached(false);
                }
                if (isOld && turnPage(page, today, already, microDollars)) {
                    return new Reserved.Yes(
                            new SiteSpend(microDollars, already.monthMicroDollars() + microDollars), page);
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
                            .put(":c", microDollars)
                            .put(":day", day)
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
                            .put(":c", microDollars)
                            .put(":month", month)
                            .toMap()));
        } catch (ConditionalCheckFailedException e) {
            // The month is over, and its budget with it.
        }
    }

    /** Keeps how long a task's job took, where whoever reserves next reads it without another call. */
    void saveDuration(Task task, Duration time) {
        dynamo.updateItem(update -> update.tableName(table)
                .key(KEY)
                .updateExpression("SET #took = :seconds")
                .expressionAttributeNames(Map.of("#took", ObservedDurations.name(task)))
                .expressionAttributeValues(
                        Attributes.empty().put(":seconds", time.toSeconds()).toMap()));
    }

    private UpdateItemRequest.Builder spending(long microDollars, Allowance allowance, String today) {
        return update("SET daySpent = daySpent + :c, monthSpent = monthSpent + :c")
                .conditionExpression("attribute_not_exists(paused) AND #day >= :today"
                        + " AND daySpent <= :dayRoom AND monthSpent <= :monthRoom")
                .expressionAttributeValues(Attributes.empty()
                        .put(":c", microDollars)
                        .put(":today", today)
                        .put(":dayRoom", allowance.dailyMicroDollars() - microDollars)
                        .put(":monthRoom", allowance.monthlyMicroDollars() - microDollars)
                        .toMap());
    }

    /** Turns the page to {@code today} and spends on it at once; of several that try, one does. */
    private boolean turnPage(Attributes page, String today, SiteSpend already, long microDollars) {
        var values = Attributes.empty()
                .put(":today", today)
                .put(":c", microDollars)
                .put(":month", already.monthMicroDollars() + microDollars);
        var unchanged = "attribute_not_exists(#day)";
        if (page.has("day")) {
            unchanged = "#day = :was AND monthSpent = :wasMonth";
            values.put(":was", page.text("day")).put(":wasMonth", page.number("monthSpent"));
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

    private Reserved spend(UpdateItemRequest.Builder spending) {
        var page = Attributes.of(dynamo.updateItem(spending.build()).attributes());
        return new Reserved.Yes(spentOn(page), page);
    }

    private static SiteSpend spentOn(Attributes page) {
        return new SiteSpend(page.number("daySpent"), page.number("monthSpent"));
    }

    /** What a page of an earlier day leaves to {@code today}: the month's sum, while it is the same month. */
    private static SiteSpend carriedOver(Attributes page, String today) {
        var sameMonth = page.has("day") && page.text("day").startsWith(today.substring(0, 7));
        return new SiteSpend(0, sameMonth ? page.number("monthSpent") : 0);
    }

    static String day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }
}
