package dev.darkroom.aws;

import dev.darkroom.task.RemainingTime;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * How long a call of AWS may take, by itself and within the request that makes it (docs/decisions/037).
 *
 * @param attempt one try: the connection, what is sent and all of the answer
 * @param call all tries of one call and the pauses between them
 */
public record CallTimeouts(Duration attempt, Duration call) {

    /** For what answers in milliseconds. A cold function's first call loads its classes and makes a TLS connection. */
    public static final CallTimeouts QUICK = new CallTimeouts(Duration.ofSeconds(4), Duration.ofSeconds(6));

    /** On a developer's machine everything else runs beside it, and no function is ever stopped. */
    static final CallTimeouts LOCAL = new CallTimeouts(Duration.ofMinutes(1), Duration.ofMinutes(2));

    /** A part of a large file, at 140 kB a second or more; and what S3 does with all parts in the end. */
    static final CallTimeouts PART = new CallTimeouts(Duration.ofMinutes(1), Duration.ofMinutes(3));

    /** Bytes of a file in a second, at least; it comes in from elsewhere while it goes out. */
    private static final long SLOWEST = 256 * 1024;

    /** For a whole file: one attempt, since only fetching it again could send it again. */
    static CallTimeouts ofFile(long bytes) {
        var time = PART.attempt().plusSeconds(bytes / SLOWEST);
        return new CallTimeouts(time, time);
    }

    /** For one call that needs others than its client's. */
    AwsRequestOverrideConfiguration requestOverride() {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(attempt)
                .apiCallTimeout(call)
                .build();
    }

    /** A client with these limits. Each of its calls also ends before the time of the request that makes it. */
    public ClientOverrideConfiguration.Builder applyTo(ClientOverrideConfiguration.Builder client) {
        return client.apiCallAttemptTimeout(attempt).apiCallTimeout(call).addExecutionInterceptor(new Within(this));
    }

    /** The same for a table that counts money: what may be done twice is tried again, all else only when it was not done. */
    ClientOverrideConfiguration.Builder applyToTable(ClientOverrideConfiguration.Builder client) {
        return applyTo(client)
                .retryStrategy(whatMayBeDoneAgain())
                .addExecutionInterceptor(new Repeatable(equals(LOCAL)));
    }

    /** Puts the request's own limits in place of the client's, cut to the time that is left. */
    private record Within(CallTimeouts limits) implements ExecutionInterceptor {

        @Override
        public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
            var request = (AwsRequest) context.request();
            var own = request.overrideConfiguration();
            var call = RemainingTime.cap(own.flatMap(o -> o.apiCallTimeout()).orElse(limits.call()));
            if (!call.isPositive()) {
                throw ApiCallTimeoutException.create(0);
            }
            var attempt = own.flatMap(o -> o.apiCallAttemptTimeout()).orElse(limits.attempt());
            var cut = own.map(o -> o.toBuilder())
                    .orElseGet(AwsRequestOverrideConfiguration::builder)
                    .apiCallTimeout(call)
                    .apiCallAttemptTimeout(attempt.compareTo(call) < 0 ? attempt : call)
                    .build();
            return request.toBuilder().overrideConfiguration(cut).build();
        }
    }

    /**
     * Marks the answers to what may be done twice: a read, and a transaction, which the SDK gives a token by which DynamoDB
     * knows it again for ten minutes (its API reference, TransactWriteItems). Whether to try again is asked of the failure
     * alone, which bears its answer.
     *
     * @param all for DynamoDB Local, whose faults are locks that it waited too long for: nothing was done
     */
    private record Repeatable(boolean all) implements ExecutionInterceptor {

        private static final String MARK = "darkroom-repeatable";

        @Override
        public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            var twice =
                    switch (context.request()) {
                        case GetItemRequest _, BatchGetItemRequest _, QueryRequest _, TransactWriteItemsRequest _ ->
                            true;
                        default -> all;
                    };
            return twice
                    ? context.httpResponse().toBuilder().putHeader(MARK, "yes").build()
                    : context.httpResponse();
        }

        /** Whether it is a fault of the server's in what may be done twice. */
        static boolean isFault(SdkException e) {
            return e instanceof AwsServiceException failure
                    && failure.statusCode() >= 500
                    && failure.awsErrorDetails() != null
                    && failure.awsErrorDetails()
                            .sdkHttpResponse()
                            .firstMatchingHeader(MARK)
                            .isPresent();
        }
    }

    /**
     * A plain write that got no answer in time, or a fault of the server's, may have been done, and to add a price twice
     * would be worse than to say that it did not work.
     */
    private static RetryStrategy whatMayBeDoneAgain() {
        // The numbers are those of the SDK's own DynamoDbRetryPolicy (2.40.2), but for the longest pause.
        return StandardRetryStrategy.builder()
                .useClientDefaults(false)
                .maxAttempts(9)
                .retryOnException(CallTimeouts::mayBeDoneAgain)
                .treatAsThrottling(CallTimeouts::isThrottled)
                .backoffStrategy(BackoffStrategy.exponentialDelay(Duration.ofMillis(25), Duration.ofSeconds(1)))
                .throttlingBackoffStrategy(
                        BackoffStrategy.exponentialDelay(Duration.ofMillis(25), Duration.ofSeconds(1)))
                .build();
    }

    private static boolean isThrottled(Throwable e) {
        return e instanceof SdkException failure && RetryUtils.isThrottlingException(failure);
    }

    /** Refused for now, or a connection that broke: nearly always a kept one that was closed before anything was read. */
    private static boolean mayBeDoneAgain(Throwable e) {
        return switch (e) {
            case SocketTimeoutException silent -> false;
            case IOException broken -> true;
            case SdkClientException client when client.getCause() != null -> mayBeDoneAgain(client.getCause());
            case SdkException failure ->
                RetryUtils.isThrottlingException(failure)
                        || RetryUtils.isClockSkewException(failure)
                        || Repeatable.isFault(failure);
            default -> false;
        };
    }
}
