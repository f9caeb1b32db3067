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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The edge of every API handler: whatever happens inside, a client gets a proper answer with a request id. */
final class ApiResponse {

    private static final Logger LOG = System.getLogger(ApiResponse.class.getName());

    private final int status;
    private final String body;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String cookie;

    private ApiResponse(int status, String contentType, String body) {
        this.status = status;
        this.body = body;
        headers.put("Cache-Control", "no-store");
        if (contentType != null) {
            headers.put("Content-Type", contentType);
        }
    }

    static ApiResponse json(int status, Object body) {
        return new ApiResponse(status, "application/json", Json.write(body));
    }

    /** An answer whose JSON is already written. */
    static ApiResponse rawJson(int status, String json) {
        return new ApiResponse(status, "application/json", json);
    }

    static ApiResponse empty(int status) {
        return new ApiResponse(status, null, "");
    }

    ApiResponse addHeader(String name, Object value) {
        headers.put(name, value.toString());
        return this;
    }

    /** @param setCookie may be null: then none is set */
    ApiResponse setCookie(String setCookie) {
        cookie = setCookie;
        return this;
    }

    /**
     * Runs {@code work} behind the origin check and within the function's time, and turns all that it throws into a
     * problem.
     *
     * @param context Lambda's; null where nobody stops us, as before a snapshot
     */
    static APIGatewayV2HTTPResponse respond(
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
            return of(problem, call).toResponse();
        } catch (TemporarilyUnavailable | StoreUnavailable e) {
            LOG.log(Level.WARNING, "request " + call.requestId() + ": " + e.getMessage(), e);
            return of(Problem.unavailable(), call).toResponse();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "request " + call.requestId() + " failed", e);
            return of(Problem.internal(), call).toResponse();
        }
    }

    private static ApiResponse of(Problem problem, ApiRequest call) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "about:blank");
        body.put("title", problem.title());
        body.put("status", problem.status());
        body.put("detail", problem.getMessage());
        body.put("code", problem.code());
        body.put("requestId", call.requestId());
        if (!problem.errors().isEmpty()) {
            body.put("errors", problem.errors());
        }
        var answer = new ApiResponse(problem.status(), "application/problem+json", Json.write(body));
        problem.headers().forEach(answer::addHeader);
        return answer;
    }

    private APIGatewayV2HTTPResponse toResponse() {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(headers)
                .withCookies(cookie == null ? List.of() : List.of(cookie))
                .withBody(body)
                .build();
    }
}
