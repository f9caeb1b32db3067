package dev.darkroom.aws;

import dev.darkroom.task.Allowance;
import dev.darkroom.task.Experience;
import dev.darkroom.task.Opening;
import dev.darkroom.task.Spent;
import dev.darkroom.task.Task;
import dev.darkroom.task.TimeLimit;
import dev.darkroom.task.Visitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
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
    private final Attempts attempts;

    Opener(DynamoDbClient dynamo, String table, Ledger ledger, Attempts attempts) {
        this.dynamo = dynamo;
        this.table = table;
        this.ledger = ledger;
        this.attempts = attempts;
    }

    Opening open(Task task, Allowance allowance) {
        var price = task.order().microDollars();
        return switch (attempts.of(() -> ledger.reserve(price, allowance, task.createdAt()))) {
            case Ledger.Reserved.Yes(var spent, var page) -> write(informed(task, page), allowance, spent);
            case Ledger.Reserved.BudgetReached(var ofMonth) -> existingOr(task, new Opening.BudgetReached(ofMonth));
            case Ledger.Reserved.Paused() -> existingOr(task, new Opening.Paused());
        };
    }

    private static Task informed(Task task, Attributes page) {
        return Experience.informed(task, name -> page.has(name) ? page.seconds(name) : null);
    }

    /** @return false when one of the two limits is reached */
    boolean upload(Visitor visitor, Allowance allowance, Instant now) {
        try {
            dynamo.transactWriteItems(request ->
                    request.transactItems(Counts.ofUploads(visitor, now).uploaded(table, allowance)));
            return true;
        } catch (TransactionCanceledException e) {
            if (e.cancellationReasons().stream().anyMatch(Opener::isRefused)) {
                return false;
            }
            throw e;
        }
    }

    private Opening write(Task task, Allowance allowance, Spent spent) {
        Opening opening;
        try {
            // Only the transaction is tried again after a conflict: the money stays reserved meanwhile.
            opening = attempts.of(() -> written(task, allowance, spent));
        } catch (RuntimeException e) {
            return TimeLimit.inEveryCase(() -> afterAll(task, spent, e));
        }
        if (!(opening instanceof Opening.New)) {
            TimeLimit.inEveryCase(() -> release(task));
        }
        return opening;
    }

    /**
     * Who got no answer may have been heard all the same: the row tells. Where not even that can be read, the money
     * stays reserved, which is the safe side.
     */
    private Opening afterAll(Task task, Spent spent, RuntimeException failure) {
        var row = row(task);
        var isOurs = row.hasItem() && TaskItem.task(row.item()).createdAt().equals(task.createdAt());
        if (isOurs) {
            return new Opening.New(task, spent);
        }
        release(task);
        if (row.hasItem()) {
            return existing(task, row.item());
        }
        throw failure;
    }

    private Void release(Task task) {
        return attempts.of(() -> {
            ledger.release(task.order().microDollars(), task.createdAt());
            return null;
        });
    }

    private Opening written(Task task, Allowance allowance, Spent spent) {
        try {
            transact(task, allowance);
            return new Opening.New(task, spent);
        } catch (TransactionCanceledException e) {
            var reasons = e.cancellationReasons();
            if (isRefused(reasons.get(0))) {
                return existing(task, reasons.get(0).item());
            }
            if (Attempts.isConflict(e)) {
                // Who met another transaction has not been refused yet: the same click may just be taking the last
                // unit.
                throw e;
            }
            if (isRefused(reasons.get(1))) {
                return new Opening.DailyLimitReached(allowance.perVisitor(), false);
            }
            if (isRefused(reasons.get(2))) {
                return new Opening.DailyLimitReached(allowance.perAddress(), true);
            }
            throw e;
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
        var row = row(task);
        return row.hasItem() ? existing(task, row.item()) : refusal;
    }

    private GetItemResponse row(Task task) {
        return attempts.of(() -> dynamo.getItem(
                get -> get.tableName(table).key(TaskRows.key(task.id())).consistentRead(true)));
    }

    private static Opening existing(Task task, Map<String, AttributeValue> item) {
        var first = TaskItem.task(item);
        return first.fingerprint().equals(task.fingerprint()) ? new Opening.Existing(first) : new Opening.KeyReused();
    }

    private static boolean isRefused(CancellationReason reason) {
        return REFUSED.equals(reason.code());
    }
}
