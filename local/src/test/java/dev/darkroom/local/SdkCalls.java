package dev.darkroom.local;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Every call that the SDK's clients make in this JVM, and what the table says it took. The SDK finds this class by the
 * file {@code execution.interceptors} of the tests' resources.
 */
public final class SdkCalls implements ExecutionInterceptor {

    /**
     * One call that was answered.
     *
     * @param operation such as {@code UpdateItem}
     * @param units capacity that the table took for it; 0 for other services
     */
    record Call(String operation, double units) {
        boolean isWrite() {
            return operation.equals("UpdateItem") || operation.equals("TransactWriteItems");
        }
    }

    /** Since it was last emptied. */
    static final List<Call> CALLS = new CopyOnWriteArrayList<>();

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        return switch (context.request()) {
            case GetItemRequest get ->
                get.toBuilder()
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .build();
            case BatchGetItemRequest get ->
                get.toBuilder()
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .build();
            case UpdateItemRequest update ->
                update.toBuilder()
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .build();
            case TransactWriteItemsRequest writes ->
                writes.toBuilder()
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .build();
            default -> context.request();
        };
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        var taken =
                switch (context.response()) {
                    case GetItemResponse got -> List.of(got.consumedCapacity());
                    case BatchGetItemResponse got -> got.consumedCapacity();
                    case UpdateItemResponse updated -> List.of(updated.consumedCapacity());
                    case TransactWriteItemsResponse written -> written.consumedCapacity();
                    default -> List.<ConsumedCapacity>of();
                };
        CALLS.add(new Call(
                attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
                taken.stream().mapToDouble(ConsumedCapacity::capacityUnits).sum()));
    }
}
