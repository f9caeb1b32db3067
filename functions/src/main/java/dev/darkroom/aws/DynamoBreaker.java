package dev.darkroom.aws;

import dev.darkroom.admission.Breaker;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * {@link Breaker} on the item {@code site}: {@code refusals} counts, and {@code paused} is the very switch that the owner
 * has, as a map that says who threw it, when and why.
 */
public final class DynamoBreaker implements Breaker {

    private static final String BREAKER = "breaker";

    private final DynamoDbClient dynamo;
    private final String table;
    private final Retry retry = new Retry("the table did not answer");

    public DynamoBreaker(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public boolean recordRefusal(String code, Instant now) {
        return retry.call(() -> {
            var refusals = countRefusal();
            return refusals >= REFUSALS && open(code, now);
        });
    }

    /** Nearly always there is nothing to clear, and a read costs a tenth of a write; a moment's delay does no harm. */
    @Override
    public void recordSuccess() {
        retry.run(() -> {
            var site = dynamo.getItem(
                    get -> get.tableName(table).key(SiteBudget.KEY).projectionExpression("refusals"));
            if (site.hasItem() && Attributes.of(site.item()).has("refusals")) {
                dynamo.updateItem(
                        update -> update.tableName(table).key(SiteBudget.KEY).updateExpression("REMOVE refusals"));
            }
        });
    }

    /**
     * Closes it, for when somebody has started the site again, perhaps with another key.
     *
     * @return false when it was the owner who paused the site: then it stays paused
     */
    public boolean reset() {
        return retry.call(() -> {
            try {
                dynamo.updateItem(update -> update.tableName(table)
                        .key(SiteBudget.KEY)
                        .updateExpression("REMOVE paused, refusals")
                        .conditionExpression("attribute_not_exists(paused) OR paused.#by = :breaker")
                        .expressionAttributeNames(Map.of("#by", "by"))
                        .expressionAttributeValues(
                                Attributes.empty().put(":breaker", BREAKER).toMap()));
                return true;
            } catch (ConditionalCheckFailedException e) {
                return false;
            }
        });
    }

    private int countRefusal() {
        var site = dynamo.updateItem(update -> update.tableName(table)
                .key(SiteBudget.KEY)
                .updateExpression("ADD refusals :one")
                .expressionAttributeValues(Attributes.empty().put(":one", 1).toMap())
                .returnValues(ReturnValue.UPDATED_NEW));
        return Attributes.of(site.attributes()).integer("refusals");
    }

    /** @return false when it is open already, or the owner has paused the site */
    private boolean open(String code, Instant now) {
        var paused = AttributeValue.fromM(Attributes.empty()
                .put("by", BREAKER)
                .put("why", code)
                .put("at", now)
                .toMap());
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(SiteBudget.KEY)
                    .updateExpression("SET paused = :paused")
                    .conditionExpression("attribute_not_exists(paused)")
                    .expressionAttributeValues(Map.of(":paused", paused))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return Retry.wasRetried(e) && paused.equals(e.item().get("paused"));
        }
    }
}
