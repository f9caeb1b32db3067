package dev.darkroom.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import dev.darkroom.visitor.CallerClaims;
import dev.darkroom.visitor.VisitorKeys;
import dev.darkroom.visitor.Visitors;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests to test with. */
public final class Events {

    public static final Visitors VISITORS =
            new Visitors(() -> VisitorKeys.of("a-key", Optional.empty()), Optional::empty);

    private Events() {}

    public static APIGatewayV2HTTPEvent get(String sourceIp, Map<String, String> headers, String... cookies) {
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

    /** Who sends such a request. */
    public static CallerClaims caller(String sourceIp, Map<String, String> headers, String... cookies) {
        return new ApiRequest(get(sourceIp, headers, cookies));
    }

    /** Who is logged in. */
    public static CallerClaims caller(String subject) {
        return new ApiRequest(of(subject));
    }

    public static APIGatewayV2HTTPEvent of(String subject) {
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
