package dev.darkroom.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.darkroom.media.StoreUnavailable;
import dev.darkroom.task.RemainingTime;
import dev.darkroom.task.TemporarilyUnavailable;
import dev.darkroom.visitor.Visitors;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Function;
import java.util.function.Supplier;

/** The edge of every API handler: whatever happens inside, a client gets a proper answer with a request id. */
final class ApiRunner {

    private static final Logger LOG = System.getLogger(ApiRunner.class.getName());

    private ApiRunner() {}

    /**
     * Runs {@code work} behind the origin check and within the function's time, and turns all that it throws into a
     * problem.
     *
     * @param context Lambda's; null where nobody stops us, as before a snapshot
     */
    static APIGatewayV2HTTPResponse run(
            APIGatewayV2HTTPEvent event, Context context, Visitors visitors, Function<ApiRequest, ApiResponse> work) {
        var call = new ApiRequest(event);
        Supplier<APIGatewayV2HTTPResponse> answer = () -> handle(call, visitors, work);
        return context == null ? answer.get() : RemainingTime.runWithin(context::getRemainingTimeInMillis, answer);
    }

    private static APIGatewayV2HTTPResponse handle(
            ApiRequest call, Visitors visitors, Function<ApiRequest, ApiResponse> work) {
        try {
            if (!visitors.isFromEdge(call)) {
                throw Problem.forbidden();
            }
            return work.apply(call).toResponse();
        } catch (Problem problem) {
            return ApiResponse.of(problem, call).toResponse();
        } catch (TemporarilyUnavailable | StoreUnavailable e) {
            LOG.log(Level.WARNING, "request " + call.requestId() + ": " + e.getMessage(), e);
            return ApiResponse.of(Problem.unavailable(), call).toResponse();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "request " + call.requestId() + " failed", e);
            return ApiResponse.of(Problem.internal(), call).toResponse();
        }
    }
}
