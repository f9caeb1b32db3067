package dev.darkroom.aws;

import dev.darkroom.task.Allowance;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * What the whole site has spent this UTC day and month, and whether it is paused: one item, changed only by single
 * conditional updates. It stays out of every transaction, because DynamoDB refuses a transaction whose item another
 * one is changing, while single updates of one item simply queue.
 */
final class Ledger {

    enum Reserved {
        YES,
        BUDGET_REACHED,
        PAUSED
    }

    private static final Map<String, AttributeValue> KEY = Map.of("pk", AttributeValue.fromS("site"));

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
                spend(microDollars, allowance, today);
                return Reserved.YES;
            } catch (ConditionalCheckFailedException e) {
                var site = e.hasItem() ? Attributes.of(e.item()) : Attributes.empty();
                if (site.has("paused")) {
                    return Reserved.PAUSED;
                }
                if (site.has("day") && site.text("day").compareTo(today) >= 0) {
                    return Reserved.BUDGET_REACHED;
                }
                turn(site, today);
            }
        }
    }

    /** Gives back what {@link #reserve} took at {@code then}; a day or a month that is over needs nothing back. */
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

    private void spend(long microDollars, Allowance allowance, String today) {
        dynamo.updateItem(update -> update.tableName(table)
                .key(KEY)
                .updateExpression("SET daySpent = daySpent + :c, monthSpent = monthSpent + :c")
                .conditionExpression("attribute_not_exists(paused) AND #day >= :today"
                        + " AND daySpent <= :dayRoom AND monthSpent <= :monthRoom")
                .expressionAttributeNames(Map.of("#day", "day"))
                .expressionAttributeValues(Attributes.empty()
                        .with(":c", microDollars)
                        .with(":today", today)
                        .with(":dayRoom", allowance.dailyMicroDollars() - microDollars)
                        .with(":monthRoom", allowance.monthlyMicroDollars() - microDollars)
                        .toMap())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
    }

    /** Turns the page to {@code today}; of several that try at once, one does. */
    private void turn(Attributes site, String today) {
        var sameMonth = site.has("day") && site.text("day").startsWith(today.substring(0, 7));
        var values = Attributes.empty().with(":today", today).with(":zero", 0);
        if (site.has("day")) {
            values.with(":was", site.text("day"));
        }
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(KEY)
                    .updateExpression("SET #day = :today, daySpent = :zero" + (sameMonth ? "" : ", monthSpent = :zero"))
                    .conditionExpression(site.has("day") ? "#day = :was" : "attribute_not_exists(#day)")
                    .expressionAttributeNames(Map.of("#day", "day"))
                    .expressionAttributeValues(values.toMap()));
        } catch (ConditionalCheckFailedException e) {
            // Another request has turned it.
        }
    }

    static String day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }
}
