package dev.darkroom.aws;

import dev.darkroom.task.Allowance;
import dev.darkroom.task.ObservedDurations;
import dev.darkroom.task.OpenResult;
import dev.darkroom.task.RemainingTime;
import dev.darkroom.task.SiteSpend;
import dev.darkroom.task.Task;
import dev.darkroom.task.Visitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
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
final class OpenTransaction {

    private static final String REFUSED = "ConditionalCheckFailed";

    private final DynamoDbClient dynamo;
    private final String table;
    private final SiteBudget budget;
    private final Retry retry;

    OpenTransaction(DynamoDbClient dynamo, String table, SiteBudget budget, Retry retry) {
        this.dynamo = dynamo;
        this.table = table;
        this.budget = budget;
        this.retry = retry;
    }

    OpenResult open(Task task, Allowance allowance) {
        var price = task.spec().microDollars();
        return switch (retry.call(() -> budget.reserve(price, allowance, task.createdAt()))) {
            case SiteBudget.Reserved.Yes(var spent, var page) -> write(informed(task, page), allowance, spent);
            case SiteBudget.Reserved.BudgetReached(var ofMonth) ->
                findExisting(task, new OpenResult.BudgetReached(ofMonth));
            case SiteBudget.Reserved.Paused() -> findExisting(task, new OpenResult.Paused());
        };
    }

    private static Task informed(Task task, Attributes page) {
        return ObservedDurations.withObserved(task, name -> page.has(name) ? page.seconds(name) : null);
    }

    /** @return the limit that is reached, if one of the two is */
    Optional<OpenResult.DailyLimitReached> countUpload(Visitor visitor, Allowance allowance, Instant now) {
        try {
            dynamo.transactWriteItems(request ->
                    request.transactItems(DailyCounts.ofUploads(visitor, now).reserveUpload(table, allowance)));
            return Optional.empty();
        } catch (TransactionCanceledException e) {
            return Optional.of(limitReached(e, 0, allowance.uploadsPerVisitor(), allowance.uploadsPerAddress()));
        }
    }

    /**
     * @param first where in the transaction the visitor's count is; the address's follows it
     * @throws TransactionCanceledException when neither limit is reached
     */
    private static OpenResult.DailyLimitReached limitReached(
            TransactionCanceledException e, int first, int perVisitor, int perAddress) {
        if (isRefused(e.cancellationReasons().get(first))) {
            return new OpenResult.DailyLimitReached(perVisitor, false);
        }
        if (isRefused(e.cancellationReasons().get(first + 1))) {
            return new OpenResult.DailyLimitReached(perAddress, true);
        }
        throw e;
    }

    private OpenResult write(Task task, Allowance allowance, SiteSpend spent) {
        OpenResult admission;
        try {
            // Only the transaction is tried again after a conflict: the money stays reserved meanwhile.
            admission = retry.call(() -> tryWrite(task, allowance, spent));
        } catch (RuntimeException e) {
            return RemainingTime.runWithReserve(() -> settle(task, spent, e));
        }
        if (!(admission instanceof OpenResult.New)) {
            RemainingTime.runWithReserve(() -> release(task));
        }
        return admission;
    }

    /**
     * Who got no answer may have been heard all the same: the row tells. Where not even that can be read, the money
     * stays reserved, which is the safe side.
     */
    private OpenResult settle(Task task, SiteSpend spent, RuntimeException failure) {
        var row = readRow(task);
        var isOurs = row.hasItem() && TaskItem.task(row.item()).createdAt().equals(task.createdAt());
        if (isOurs) {
            return new OpenResult.New(task, spent);
        }
        release(task);
        if (row.hasItem()) {
            return existing(task, row.item());
        }
        throw failure;
    }

    private Void release(Task task) {
        return retry.call(() -> {
            budget.release(task.spec().microDollars(), task.createdAt());
            return null;
        });
    }

    private OpenResult tryWrite(Task task, Allowance allowance, SiteSpend spent) {
        try {
            transact(task, allowance);
            return new OpenResult.New(task, spent);
        } catch (TransactionCanceledException e) {
            var reasons = e.cancellationReasons();
            if (isRefused(reasons.get(0))) {
                return existing(task, reasons.get(0).item());
            }
            if (Retry.isConflict(e)) {
                // Who met another transaction has not been refused yet: the same click may just be taking the last
                // unit.
                throw e;
            }
            return limitReached(e, 1, allowance.perVisitor(), allowance.perAddress());
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
        writes.addAll(DailyCounts.of(task.visitor(), task.createdAt()).reserve(table, allowance));
        dynamo.transactWriteItems(request -> request.transactItems(writes));
    }

    /** A repeated click gets its task also when nothing new may be opened. */
    private OpenResult findExisting(Task task, OpenResult refusal) {
        var row = readRow(task);
        return row.hasItem() ? existing(task, row.item()) : refusal;
    }

    private GetItemResponse readRow(Task task) {
        return retry.call(() -> dynamo.getItem(
                get -> get.tableName(table).key(TaskRows.key(task.id())).consistentRead(true)));
    }

    private static OpenResult existing(Task task, Map<String, AttributeValue> item) {
        var first = TaskItem.task(item);
        return first.fingerprint().equals(task.fingerprint())
                ? new OpenResult.Existing(first)
                : new OpenResult.KeyReused();
    }

    private static boolean isRefused(CancellationReason reason) {
        return REFUSED.equals(reason.code());
    }
}
