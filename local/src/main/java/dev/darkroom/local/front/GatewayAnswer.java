package dev.darkroom.local.front;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;

/** A function's answer in payload format 2.0, as HTTP. */
record GatewayAnswer(JsonNode answer) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** These belong to the connection, which is the front's own. */
    private static final Set<String> NOT_PASSED_ON = Set.of("connection", "content-length", "transfer-encoding");

    /** @throws IOException when it is not such an answer */
    static GatewayAnswer parse(byte[] json) throws IOException {
        var answer = JSON.readTree(json);
        var status = answer == null ? 0 : answer.path("statusCode").asInt();
        if (status < 200 || status > 599) {
            throw new IOException("the function's answer has no status code");
        }
        return new GatewayAnswer(answer);
    }

    /** Sets status and headers, and gives the bytes to send. */
    byte[] applyTo(Response response) {
        response.setStatus(answer.path("statusCode").intValue());
        answer.path("headers").properties().forEach(header -> add(response, header.getKey(), header.getValue()));
        answer.path("multiValueHeaders")
                .properties()
                .forEach(header -> header.getValue().forEach(value -> add(response, header.getKey(), value)));
        answer.path("cookies").forEach(cookie -> response.getHeaders().add(HttpHeader.SET_COOKIE, cookie.asText()));
        return body();
    }

    private static void add(Response response, String name, JsonNode value) {
        if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT)) && !value.isNull()) {
            response.getHeaders().add(name, value.asText());
        }
    }

    private byte[] body() {
        var body = answer.path("body").asText("");
        return answer.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(body)
                : body.getBytes(StandardCharsets.UTF_8);
    }
}
