package dev.darkroom.aws;

import dev.darkroom.admission.Gate;
import dev.darkroom.admission.RateSlots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * {@link Gate} in one item: {@code running} is the set of who has a place, {@code waiting} the list of who is next, and
 * {@code slot<n>} counts the requests of slot n. A task that may start at once costs one conditional update.
 */
public final class DynamoGate implements Gate {

    private static final Map<String, AttributeValue> KEY = Map.of("pk", AttributeValue.fromS("gate"));
    private static final String HAS_PLACE = "(attribute_not_exists(running) OR size(running) < :places)";
    private static final String HAS_REQUEST = "(attribute_not_exists(#slot) OR #slot < :perSlot)";
    /** Old slots are cleared by the updates that follow them: this many at once, so that a gap is caught up. */
    private static final int CLEARED = 8;

    private final DynamoDbClient dynamo;
    private final String table;
    private final RateSlots slots;
    private final Retry retry = new Retry("the gate did not answer");

    public DynamoGate(DynamoDbClient dynamo, String table, RateSlots slots) {
        this.dynamo = dynamo;
        this.table = table;
        this.slots = slots;
    }

    @Override
    public Entry enter(String taskId, Instant now) {
        return retry.call(() -> {
            var slot = slots.slotOf(now);
            var update = letIn(taskId, slot, slot)
                    .conditionExpression(HAS_PLACE + " AND " + HAS_REQUEST
                            + " AND (attribute_not_exists(waiting) OR size(waiting) = :none)"
                            + " AND NOT contains(running, :id)");
            var refusal = tryUpdate(update.expressionAttributeValues(
                            values(taskId).put(":none", 0).put(":id", taskId).toMap())
                    .build());
            return refusal.isEmpty()
                    ? new Entry.Admitted(Duration.ZERO)
                    : settle(taskId, GateItem.of(refusal.get()), now);
        });
    }

    /** It could not go straight in: it has a place already, or it takes its turn. */
    private Entry settle(String taskId, GateItem seen, Instant now) {
        if (seen.running().contains(taskId)) {
            return new Entry.Admitted(Duration.ZERO);
        }
        var gate = seen.waiting().contains(taskId) ? seen : queue(taskId);
        // Whoever left between the refusal and the queueing found nobody to let in.
        return letInNext(gate, now).stream()
                .filter(letIn -> letIn.taskId().equals(taskId))
                .findFirst()
                .<Entry>map(letIn -> new Entry.Admitted(letIn.delay()))
                .orElseGet(() -> new Entry.Queued(Math.max(0, gate.waiting().indexOf(taskId))));
    }

    private GateItem queue(String taskId) {
        var update = UpdateItemRequest.builder()
                .tableName(table)
                .key(KEY)
                .updateExpression("SET waiting = list_append(if_not_exists(waiting, :nobody), :ids)")
                .conditionExpression("NOT contains(waiting, :id) AND NOT contains(running, :id)")
                .expressionAttributeValues(Attributes.empty()
                        .put(":nobody", AttributeValue.fromL(List.of()))
                        .put(":ids", List.of(AttributeValue.fromS(taskId)))
                        .put(":id", taskId)
                        .toMap())
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        try {
            return GateItem.of(dynamo.updateItem(update).attributes());
        } catch (ConditionalCheckFailedException e) {
            return GateItem.of(e.item());
        }
    }

    @Override
    public List<LetIn> leave(String taskId, Instant now) {
        return retry.call(() -> {
            var gate = GateItem.of(dynamo.updateItem(update -> update.tableName(table)
                            .key(KEY)
                            .updateExpression("DELETE running :ids")
                            .expressionAttributeValues(Map.of(":ids", AttributeValue.fromSs(List.of(taskId))))
                            .returnValues(ReturnValue.ALL_NEW))
                    .attributes());
            var turn = gate.waiting().indexOf(taskId);
            return letInNext(turn < 0 ? gate : removeTurn(taskId, turn), now);
        });
    }

    private GateItem removeTurn(String taskId, int turn) {
        var place = "waiting[" + turn + "]";
        try {
            return GateItem.of(dynamo.updateItem(update -> update.tableName(table)
                            .key(KEY)
                            .updateExpression("REMOVE " + place)
                            .conditionExpression(place + " = :id")
                            .expressionAttributeValues(Map.of(":id", AttributeValue.fromS(taskId)))
                            .returnValues(ReturnValue.ALL_NEW)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                    .attributes());
        } catch (ConditionalCheckFailedException e) {
            // The queue has moved on: it is looked up again.
            var gate = GateItem.of(e.item());
            var moved = gate.waiting().indexOf(taskId);
            return moved < 0 ? gate : removeTurn(taskId, moved);
        }
    }

    /** Lets in as many as there are places, each with the first slot that has a request left. */
    private List<LetIn> letInNext(GateItem seen, Instant now) {
        var letIn = new ArrayList<LetIn>();
        var gate = seen;
        while (!gate.waiting().isEmpty() && gate.running().size() < slots.places()) {
            var next = gate.waiting().getFirst();
            var slot = gate.freeSlot(slots.slotOf(now), slots.perSlot());
            var update = letIn(next, slot, slots.slotOf(now))
                    .conditionExpression(HAS_PLACE + " AND " + HAS_REQUEST + " AND waiting[0] = :next")
                    .expressionAttributeValues(values(next).put(":next", next).toMap());
            update.updateExpression(update.build().updateExpression() + ", waiting[0]");
            try {
                gate = GateItem.of(dynamo.updateItem(update.build()).attributes());
                letIn.add(new LetIn(next, slots.until(slot, now)));
            } catch (ConditionalCheckFailedException e) {
                gate = GateItem.of(e.item());
                if (Retry.wasRetried(e) && gate.running().contains(next)) {
                    letIn.add(new LetIn(next, slots.until(slot, now)));
                }
            }
        }
        return letIn;
    }

    @Override
    public Set<String> listInside() {
        return retry.call(() -> GateItem.of(
                        dynamo.getItem(get -> get.tableName(table).key(KEY).consistentRead(true))
                                .item())
                .running());
    }

    @Override
    public Duration takeRequest(Instant now) {
        return retry.call(() -> {
            var slot = slots.slotOf(now);
            var refusal = tryUpdate(spend(slot)
                    .updateExpression("ADD #slot :one REMOVE " + cleared(slot))
                    .conditionExpression(HAS_REQUEST)
                    .expressionAttributeValues(Attributes.empty()
                            .put(":one", 1)
                            .put(":perSlot", slots.perSlot())
                            .toMap())
                    .build());
            return refusal.map(item -> slots.until(GateItem.of(item).freeSlot(slot, slots.perSlot()), now))
                    .orElse(Duration.ZERO);
        });
    }

    private UpdateItemRequest.Builder letIn(String taskId, long slot, long current) {
        return spend(slot).updateExpression("ADD running :ids, #slot :one REMOVE " + cleared(current));
    }

    private UpdateItemRequest.Builder spend(long slot) {
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(KEY)
                .expressionAttributeNames(Map.of("#slot", GateItem.slot(slot)))
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }

    private Attributes values(String taskId) {
        return Attributes.empty()
                .put(":ids", AttributeValue.fromSs(List.of(taskId)))
                .put(":one", 1)
                .put(":places", slots.places())
                .put(":perSlot", slots.perSlot());
    }

    private static String cleared(long current) {
        var names = new ArrayList<String>();
        for (var old = current - CLEARED; old < current; old++) {
            names.add(GateItem.slot(old));
        }
        return String.join(", ", names);
    }

    /** @return the item when the condition refused */
    private Optional<Map<String, AttributeValue>> tryUpdate(UpdateItemRequest update) {
        try {
            dynamo.updateItem(update);
            return Optional.empty();
        } catch (ConditionalCheckFailedException e) {
            return Optional.of(e.item());
        }
    }
}
