package dev.darkroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.darkroom.catalog.Catalog;
import dev.darkroom.fuzz.Mutations;
import dev.darkroom.visitor.VisitorKeys;
import dev.darkroom.visitor.Visitors;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a visitor may send: bodies, cookies, keys, addresses. Whatever it is, the answer is a refusal that we wrote. */
class RequestFuzzTest {

    private static final Catalog CATALOG = Catalog.load();

    private static final List<byte[]> BODIES = List.of(
            "{\"prompt\":\"a brass kettle\"}".getBytes(UTF_8),
            String.format(Locale.ROOT, """
            {"prompt":"a","model":"Nano-Banana-2","aspectRatio":"16:9","resolution":"1K","durationSeconds":5,
            "references":["https://example.com/a.png","%s"]}
            """, "a".repeat(32)).getBytes(UTF_8));

    private static final List<byte[]> COOKIES = List.of(
            ("darkroom_visitor=" + "a".repeat(32) + "." + "b".repeat(22)).getBytes(UTF_8),
            "darkroom_visitor=\"a.b\"; other=x".getBytes(UTF_8));

    private static final Visitors VISITORS = visitors();

    private static Visitors visitors() {
        var keys = new VisitorKeys(List.of("a key that nobody knows"), "another one");
        return new Visitors(() -> keys, Optional::empty);
    }

    @Test
    void bodies() {
        Mutations.of(BODIES, RequestFuzzTest::body);
    }

    static void body(byte[] input) {
        var event = new APIGatewayV2HTTPEvent();
        event.setHeaders(Map.of("content-type", "application/json"));
        event.setBody(new String(input, UTF_8));
        try {
            var options = CreateTaskBody.read(new ApiRequest(event).json(CreateTaskBody.MOST_BYTES));
            CreateTaskBody.fingerprint(options);
            CATALOG.validate(options, 2000);
        } catch (Problem e) {
            // Refused, in our own words.
        }
    }

    @Test
    void cookies() {
        Mutations.of(COOKIES, RequestFuzzTest::cookie);
    }

    static void cookie(byte[] input) {
        var event = new APIGatewayV2HTTPEvent();
        var text = new String(input, UTF_8);
        event.setCookies(List.of(text));
        event.setHeaders(Map.of("idempotency-key", text, "x-darkroom-viewer-address", text));
        event.setIsBase64Encoded(true);
        event.setBody(text);
        var call = new ApiRequest(event);
        if (VISITORS.identify(call, Optional.of("key")).cookie() == null) {
            throw new IllegalStateException("a cookie that nobody signed was believed");
        }
        try {
            IdempotencyKey.of(call);
            call.body(1000);
        } catch (Problem e) {
            // Refused, in our own words.
        }
    }
}
