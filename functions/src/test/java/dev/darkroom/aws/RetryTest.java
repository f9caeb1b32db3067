package dev.darkroom.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.task.TemporarilyUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

class RetryTest {

    private static final RuntimeException CONFLICT =
            TransactionConflictException.builder().message("provoked").build();

    private final List<Long> waits = new ArrayList<>();

    private Retry retry(long seed) {
        return new Retry("no answer", new Random(seed), waits::add);
    }

    private static RuntimeException cancelled(String code) {
        return TransactionCanceledException.builder()
                .message("provoked")
                .cancellationReasons(CancellationReason.builder().code(code).build())
                .build();
    }

    private void fail(long seed, RuntimeException failure) {
        assertThrows(
                TemporarilyUnavailable.class,
                () -> retry(seed).call(() -> {
                    throw failure;
                }));
    }

    @Test
    void aConflictIsTriedAgainAfterEverLongerRandomWaitsThatEnd() {
        fail(1, CONFLICT);
        var first = List.copyOf(waits);
        for (var i = 0; i < first.size(); i++) {
            assertTrue(first.get(i) >= 1 && first.get(i) <= Math.min(25L << Math.min(i, 5), 800), first.toString());
        }
        var sum = first.stream().mapToLong(Long::longValue).sum();
        assertTrue(sum >= 8000 && sum < 8800, "in all " + sum);
        waits.clear();
        fail(2, CONFLICT);
        assertNotEquals(first, waits, "no two wait alike");
    }

    @Test
    void aThrottledTransactionIsTriedAgainARefusedOneIsNot() {
        fail(1, cancelled("ThrottlingError"));
        assertTrue(waits.size() > 10);
        waits.clear();
        fail(1, cancelled("ConditionalCheckFailed"));
        assertEquals(List.of(), waits);
        fail(1, SdkClientException.create("no answer"));
        assertEquals(List.of(), waits, "the SDK has tried that again by itself");
    }

    @Test
    void itEndsWithTheFirstSuccess() {
        var calls = new int[1];
        var answer = retry(1).call(() -> {
            if (calls[0]++ < 3) {
                throw CONFLICT;
            }
            return "done";
        });
        assertEquals("done", answer);
        assertEquals(3, waits.size());
    }
}
