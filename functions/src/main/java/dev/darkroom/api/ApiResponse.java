package dev.darkroom.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an API handler answers. */
final class ApiResponse {

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

    static ApiResponse of(Problem problem, ApiRequest call) {
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

    APIGatewayV2HTTPResponse toResponse() {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(headers)
                .withCookies(cookie == null ? List.of() : List.of(cookie))
                .withBody(body)
                .build();
    }
}
