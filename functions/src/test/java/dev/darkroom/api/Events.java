package dev.darkroom.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import java.util.List;
import java.util.Map;

/** Requests to test with. */
final class Events {

    private Events() {}

    static APIGatewayV2HTTPEvent get(String sourceIp, Map<String, String> headers, String... cookies) {
        return APIGatewayV2HTTPEvent.builder()
                .withRawPath("/api/quota")
                .withHeaders(headers)
                .withCookies(List.of(cookies))
                .withRequestContext(RequestContext.builder()
                        .withRequestId("request-1")
                        .withHttp(RequestContext.Http.builder()
                                .withMethod("GET")
                                .withSourceIp(sourceIp)
                                .build())
                        .build())
                .build();
    }

    static APIGatewayV2HTTPEvent of(String subject) {
        var event = get("198.51.100.7", Map.of());
        event.getRequestContext()
                .setAuthorizer(RequestContext.Authorizer.builder()
                        .withJwt(RequestContext.Authorizer.JWT
                                .builder()
                                .withClaims(Map.of("sub", subject))
                                .build())
                        .build());
        return event;
    }
}
