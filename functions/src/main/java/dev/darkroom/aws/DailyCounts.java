package dev.darkroom.aws;

import dev.darkroom.task.Allowance;
import dev.darkroom.task.Usage;
import dev.darkroom.task.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** A visitor's and an address's tasks, or uploads, of one UTC day: two items that change only within a task's transaction. */
record DailyCounts(String visitorKey, String addressKey, Instant day) {

    /** Kept for a while after the day, then removed by the table's time to live. */
    private static final Duration KEPT = Duration.ofDays(3);

    static DailyCounts of(Visitor visitor, Instant now) {
        var day = SiteBudget.day(now);
        return new DailyCounts(
                String.format(Locale.ROOT, "visitor#%s#%s", visitor.id(), day),
                String.format(Locale.ROOT, "address#%s#%s", visitor.address(), day),
                now);
    }

    /** The same two, of uploads: items of their own, so that uploads and tasks do not get in each other's way. */
    static DailyCounts ofUploads(Visitor visitor, Instant now) {
        var tasks = of(visitor, now);
        return new DailyCounts(tasks.visitorKey + "#uploads", tasks.addressKey + "#uploads", now);
    }

    List<TransactWriteItem> reserveUpload(String table, Allowance allowance) {
        return List.of(
                reserve(table, visitorKey, allowance.uploadsPerVisitor()),
                reserve(table, addressKey, allowance.uploadsPerAddress()));
    }

    List<TransactWriteItem> reserve(String table, Allowance allowance) {
        return List.of(
                reserve(table, visitorKey, allowance.perVisitor()), reserve(table, addressKey, allowance.perAddress()));
    }

    List<TransactWriteItem> release(String table) {
        return List.of(release(table, visitorKey), release(table, addressKey));
    }

    /** The nearer of the two limits, as one number pair. */
    Usage readUsage(DynamoDbClient dynamo, String table, Allowance allowance) {
        var answer = dynamo.batchGetItem(get -> get.requestItems(Map.of(
                table,
                KeysAndAttributes.builder()
                        .keys(key(visitorKey), key(addressKey))
                        .consistentRead(true)
                        .build())));
        var byVisitor = new Usage(allowance.perVisitor(), 0);
        var byAddress = new Usage(allowance.perAddress(), 0);
        for (var item : answer.responses().getOrDefault(table, List.of())) {
            var used = Attributes.of(item).integer("used");
            if (item.get("pk").s().equals(visitorKey)) {
                byVisitor = new Usage(allowance.perVisitor(), used);
            } else {
                byAddress = new Usage(allowance.perAddress(), used);
            }
        }
        return byAddress.remaining() < byVisitor.remaining() ? byAddress : byVisitor;
    }

    private TransactWriteItem reserve(String table, String pk, int limit) {
        // Of an item that is not there nothing is used: without this a limit of 0 would let one through.
        var room = limit > 0 ? "attribute_not_exists(used) OR used < :limit" : "used < :limit";
        return update(Update.builder()
                .tableName(table)
                .key(key(pk))
                .updateExpression("ADD used :one SET expires = :expires")
                .conditionExpression(room)
                .expressionAttributeValues(Attributes.empty()
                        .put(":one", 1)
                        .put(":limit", limit)
                        .put(":expires", day.plus(KEPT).getEpochSecond())
                        .toMap()));
    }

    private static TransactWriteItem release(String table, String pk) {
        return update(Update.builder()
                .tableName(table)
                .key(key(pk))
                .updateExpression("ADD used :minusOne")
                .expressionAttributeValues(
                        Attributes.empty().put(":minusOne", -1).toMap()));
    }

    private static TransactWriteItem update(Update.Builder update) {
        return TransactWriteItem.builder().update(update.build()).build();
    }

    private static Map<String, AttributeValue> key(String pk) {
        return Map.of("pk", AttributeValue.fromS(pk));
    }
}
