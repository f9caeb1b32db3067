package dev.darkroom.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.darkroom.visitor.CallerClaims;
import dev.darkroom.visitor.Visitors;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One HTTP request as API Gateway (payload 2.0) hands it in, read without trusting that anything is there. */
record ApiRequest(APIGatewayV2HTTPEvent event) implements CallerClaims {

    /** Several of one name come joined by commas. */
    @Override
    public Optional<String> header(String name) {
        var headers = event.getHeaders() == null ? Map.<String, String>of() : event.getHeaders();
        var direct = headers.get(name.toLowerCase(Locale.ROOT));
        if (direct != null) {
            return Optional.of(direct);
        }
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name) && header.getValue() != null)
                .map(Map.Entry::getValue)
                .findFirst();
    }

    @Override
    public List<String> cookies() {
        return event.getCookies() == null ? List.of() : event.getCookies();
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(event.getQueryStringParameters()).map(values -> values.get(name));
    }

    /** The path's task id; what cannot be one is not found without asking the table. */
    String taskId() {
        var id = Optional.ofNullable(event.getPathParameters())
                .map(values -> values.get("taskId"))
                .orElse("");
        if (!Visitors.isTaskId(id)) {
            throw Problem.notFound();
        }
        return id;
    }

    /** The raw bytes of the body. */
    byte[] body(int mostBytes) {
        var body = Optional.ofNullable(event.getBody()).orElse("");
        if (body.length() > mostBytes * 2L) {
            throw Problem.tooLarge(mostBytes);
        }
        var bytes = event.getIsBase64Encoded() ? decoded(body) : body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > mostBytes) {
            throw Problem.tooLarge(mostBytes);
        }
        return bytes;
    }

    private static byte[] decoded(String body) {
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("isBase64Encoded is set, but the body is not valid Base64.");
        }
    }

    /** The body as text, when it is said to be JSON. */
    String json(int mostBytes) {
        var type = header("Content-Type").orElse("").split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase("application/json")) {
            throw Problem.unsupportedType();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body(mostBytes)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.malformed("The body is not UTF-8, which JSON is written in.");
        }
    }

    @Override
    public String sourceIp() {
        return context().map(context -> context.getHttp().getSourceIp()).orElse("");
    }

    /** There is one when the API has a JWT authorizer. */
    @Override
    public Optional<String> subject() {
        return context()
                .map(APIGatewayV2HTTPEvent.RequestContext::getAuthorizer)
                .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer::getJwt)
                .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT::getClaims)
                .map(claims -> claims.get("sub"))
                .filter(subject -> !subject.isBlank());
    }

    String requestId() {
        return context().map(APIGatewayV2HTTPEvent.RequestContext::getRequestId).orElse("");
    }

    @Override
    public boolean isLocal() {
        var host = header("Host").orElse("");
        return host.matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");
    }

    private Optional<APIGatewayV2HTTPEvent.RequestContext> context() {
        return Optional.ofNullable(event.getRequestContext());
    }
}
