package dev.darkroom.hiapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.darkroom.fuzz.Mutations;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes from the provider, or from somebody who pretends to be it. */
class HiapiFuzzTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_795_348_800);

    private static final List<byte[]> ANSWERS = List.of(
            """
            {"code":200,"message":"success","data":{"taskId":"tk-hiapi-01JSAMPLE","status":"success","created":1795348800,
            "completed":1795348801,"output":[{"url":"https://cdn.example/a.png","type":"image","expireAt":1795953600}]}}
            """.getBytes(UTF_8),
            "{\"taskId\":\"tk\",\"status\":\"fail\",\"error\":{\"code\":\"TASK_FAILED\",\"message\":\"no\"}}"
                    .getBytes(UTF_8),
            "{\"error\":{\"code\":\"rate_limit_exceeded\",\"type\":\"hiapi_error\",\"request_id\":\"r\"}}"
                    .getBytes(UTF_8),
            "{\"code\":409,\"message\":\"busy\",\"data\":null,\"error_code\":\"IDEMPOTENCY_KEY_PROCESSING\"}"
                    .getBytes(UTF_8));

    private static final List<byte[]> SIGNED =
            List.of(("1795348800\n" + "0a".repeat(32) + "\n{}").getBytes(UTF_8), " 17953488000\nzz\n".getBytes(UTF_8));

    private static final List<byte[]> RETRIES =
            List.of("5".getBytes(UTF_8), "Sun, 22 Nov 2026 12:00:00 GMT".getBytes(UTF_8), "-1".getBytes(UTF_8));

    @Test
    void answers() {
        Mutations.of(ANSWERS, HiapiFuzzTest::answer);
    }

    static void answer(byte[] input) {
        CallbackBody.parse(input);
        Envelope.parse(input).ifPresent(said -> {
            said.jobId();
            said.namedJobId();
            said.errorCode();
            said.requestId();
            said.claimedFailure();
            ReportReader.read(said.task());
        });
    }

    @Test
    void signatures() {
        Mutations.of(SIGNED, HiapiFuzzTest::signature);
    }

    static void signature(byte[] input) {
        var parts = new String(input, UTF_8).split("\n", 3);
        var body = parts.length > 2 ? parts[2].getBytes(UTF_8) : new byte[0];
        var finding = CallbackSignature.verify(
                "a secret that nobody knows", parts[0], parts.length > 1 ? parts[1] : null, body, NOW);
        if (finding == CallbackSignature.Finding.VALID) {
            throw new IllegalStateException("a forgery was believed");
        }
    }

    @Test
    void pauses() {
        Mutations.of(RETRIES, HiapiFuzzTest::pause);
    }

    static void pause(byte[] input) {
        RetryAfter.parse(new String(input, UTF_8), NOW);
    }
}
