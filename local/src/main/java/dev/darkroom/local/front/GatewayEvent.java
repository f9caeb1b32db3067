package dev.darkroom.local.front;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * A request as an HTTP API hands it to a function: payload format 2.0, with the {@code $default} stage.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">
 *     API Gateway's developer guide, Lambda proxy integrations</a>
 */
record GatewayEvent(Request request, String routeKey, Map<String, String> pathParameters, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String REPEATED = "x-darkroom-repeated";
    private static final Pattern TEXT = Pattern.compile("(text/|application/(json|xml|javascript)).*");

    /** The event as JSON. */
    byte[] toJson(String requestId, Instant now) {
        var event = JSON.createObjectNode();
        event.put("version", "2.0");
        event.put("routeKey", routeKey);
        event.put("rawPath", request.getHttpURI().getDecodedPath());
        event.put("rawQueryString", query());
        addHeaders(event);
        addAll(event, "queryStringParameters", queryParameters());
        addAll(event, "pathParameters", pathParameters);
        addContext(event.putObject("requestContext"), requestId, now);
        addBody(event);
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String query() {
        var query = request.getHttpURI().getQuery();
        return query == null ? "" : query;
    }

    private void addHeaders(ObjectNode event) {
        var headers = new TreeMap<String, String>();
        for (var field : request.getHeaders()) {
            if (field.getHeader() == HttpHeader.COOKIE) {
                var cookies = event.withArray("cookies");
                Pattern.compile(";\\s*")
                        .splitAsStream(String.valueOf(field.getValue()))
                        .forEach(cookies::add);
            } else {
                headers.merge(field.getLowerCaseName(), String.valueOf(field.getValue()), (a, b) -> a + "," + b);
            }
        }
        // What the edge's function says, which alone sees whether there were several.
        headers.remove(REPEATED);
        if (request.getHeaders().getFields("Idempotency-Key").size() > 1) {
            headers.put(REPEATED, "idempotency-key");
        }
        headers.merge("x-forwarded-for", sourceIp(), (claimed, seen) -> claimed + ", " + seen);
        addAll(event, "headers", headers);
    }

    private Map<String, String> queryParameters() {
        var values = new LinkedHashMap<String, String>();
        for (var field : Request.extractQueryParameters(request, StandardCharsets.UTF_8)) {
            values.put(field.getName(), String.join(",", field.getValues()));
        }
        return values;
    }

    private void addContext(ObjectNode context, String requestId, Instant now) {
        context.put("accountId", "anonymous");
        context.put("apiId", "local");
        context.put("domainName", Request.getServerName(request));
        context.put("requestId", requestId);
        context.put("routeKey", routeKey);
        context.put("stage", "$default");
        context.put("time", TIME.format(now));
        context.put("timeEpoch", now.toEpochMilli());
        context.putObject("http")
                .put("method", request.getMethod())
                .put("path", request.getHttpURI().getDecodedPath())
                .put(
                        "protocol",
                        request.getConnectionMetaData().getHttpVersion().asString())
                .put("sourceIp", sourceIp())
                .put("userAgent", request.getHeaders().get(HttpHeader.USER_AGENT));
    }

    private String sourceIp() {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress socket
                ? socket.getAddress().getHostAddress().split("%")[0]
                : "127.0.0.1";
    }

    /** Text goes as it is, anything else as Base64: what is called text but is no UTF-8 must not lose a byte either. */
    private void addBody(ObjectNode event) {
        var type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (body.length == 0) {
            event.put("isBase64Encoded", false);
            return;
        }
        if (type == null || TEXT.matcher(type.toLowerCase(Locale.ROOT)).matches()) {
            try {
                var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
                event.put("body", text.toString()).put("isBase64Encoded", false);
                return;
            } catch (CharacterCodingException e) {
                // Said below as Base64.
            }
        }
        event.put("body", Base64.getEncoder().encodeToString(body)).put("isBase64Encoded", true);
    }

    private static void addAll(ObjectNode event, String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            var object = event.putObject(name);
            values.forEach(object::put);
        }
    }
}
