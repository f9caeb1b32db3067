package dev.darkroom.aws;

import dev.darkroom.task.Allowance;
import dev.darkroom.task.Opening;
import dev.darkroom.task.Task;
import dev.darkroom.task.Visitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Opens a task: first the site's money, then the row and the two counts in one transaction. What was reserved for a
 * task that is then refused is released; a crash in between leaves money reserved, which is the safe side.
 */
final class Opener {

    private static final String REFUSED = "ConditionalCheckFailed";

    private final DynamoDbClient dynamo;
    private final String table;
    private final Ledger ledger;

    Opener(DynamoDbClient dynamo, String table, Ledger ledger) {
        this.dynamo = dynamo;
        this.table = table;
        this.ledger = ledger;
    }

    Opening open(Task task, Allowance allowance) {
        return switch (ledger.reserve(task.order().microDollars(), allowance, task.createdAt())) {
            case YES -> write(task, allowance);
            case BUDGET_REACHED -> existingOr(task, new Opening.BudgetReached());
            case PAUSED -> existingOr(task, new Opening.Paused());
        };
    }

    /** @return false when one of the two limits is reached */
    boolean upload(Visitor visitor, Allowance allowance, Instant now) {
        try {
            dynamo.transactWriteItems(request ->
                    request.transactItems(Counts.ofUploads(visitor, now).uploaded(table, allowance)));
            return true;
        } catch (TransactionCanceledException e) {
            if (e.cancellationReasons().stream().anyMatch(Opener::refused)) {
                return false;
            }
            throw e;
        }
    }

    private Opening write(Task task, Allowance allowance) {
        var written = false;
        try {
            transact(task, allowance);
            written = true;
            return new Opening.New(task);
        } catch (TransactionCanceledException e) {
            var reasons = e.cancellationReasons();
            if (refused(reasons.get(0))) {
                return existing(task, reasons.get(0).item());
            }
            if (reasons.stream().anyMatch(Opener::refused)) {
                return new Opening.DailyLimitReached();
            }
            throw e;
        } finally {
            if (!written) {
                ledger.release(task.order().microDollars(), task.createdAt());
            }
        }
    }

    private void transact(Task task, Allowance allowance) {
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(TransactWriteItem.builder()
                .put(Put.builder()
                        .tableName(table)
                        .item(TaskItem.of(task))
                        .conditionExpression("attribute_not_exists(pk)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build())
                .build());
        writes.addAll(Counts.of(task.visitor(), task.createdAt()).taken(table, allowance));
        dynamo.transactWriteItems(request -> request.transactItems(writes));
    }

    /** A repeated click gets its task also when nothing new may be opened. */
    private Opening existingOr(Task task, Opening refusal) {
        var row = dynamo.getItem(
                get -> get.tableName(table).key(TaskRows.key(task.id())).consistentRead(true));
        return row.hasItem() ? existing(task, row.item()) : refusal;
    }

    private static Opening existing(Task task, Map<String, AttributeValue> item) {
        var first = TaskItem.task(item);
        return first.fingerprint().equals(task.fingerprint()) ? new Opening.Existing(first) : new Opening.KeyReused();
    }

    private static boolean refused(CancellationReason reason) {
        return REFUSED.equals(reason.code());
    }
}
