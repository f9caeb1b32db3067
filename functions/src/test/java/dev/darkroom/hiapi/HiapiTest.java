package dev.darkroom.hiapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HiapiTest {
    private static final String ID = "tk-hiapi-01K0EXAMPLE0000000000000AB";
    private static final String CREATED = "{\"code\":200,\"message\":\"success\",\"data\":{\"taskId\":\"" + ID + "\"}}";
    private static final String KEY = "sk-EXAMPLE-0123456789";
    private static final String BODY = "{\"model\":\"Nano-Banana-2\",\"input\":{\"prompt\":\"ein Kätzchen 🐈\"}}";
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

    @Test
    void createsWithKeyAndIdempotencyKeyAndTheVeryBody() throws IOException {
        try (var server = Answering.with(200, CREATED)) {
            assertEquals(ID, hiapi(server, " " + KEY + "\n").create("t-1", BODY));
            var asked = server.asked.getFirst();
            assertEquals("POST", asked.method());
            assertEquals("/v1/tasks", asked.path());
            assertEquals("Bearer " + KEY, asked.header("Authorization"));
            assertEquals("t-1", asked.header("Idempotency-key"));
            assertEquals("application/json", asked.header("Content-type"));
            assertEquals(BODY, asked.body());
            assertNull(asked.header("Upgrade"), "HTTP/1.1 without an attempt at HTTP/2");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', /v1/tasks",
        "/, /v1/tasks",
        "/v1, /v1/tasks",
        "/v1/, /v1/tasks",
        "/hi, /hi/v1/tasks",
        "/hi/v1//, /hi/v1/tasks"
    })
    void addsTheVersionWhenItIsMissing(String path, String asked) throws IOException {
        try (var server = Answering.with(200, CREATED)) {
            new Hiapi(server.url().resolve(path), () -> KEY, CLOCK).create("t-1", BODY);
            assertEquals(asked, server.asked.getFirst().path());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"taskId\":\"tk-1\"}}",
                "{\"taskId\":\"tk-1\"}",
                "{\"id\":\"tk-1\",\"status\":\"pending\"}",
                "{\"code\":200,\"data\":{\"id\":\"tk-1\",\"news\":[1,{}]},\"more\":null}",
                "{\"data\":{\"task_id\":\"tk-1\"}}"
            })
    void findsTheIdWhereverItIs(String body) throws IOException {
        try (var server = Answering.with(200, body, "Idempotent-Replay", "true")) {
            assertEquals("tk-1", hiapi(server).create("t-1", BODY));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "[]",
                "<html>ok</html>",
                "{\"data\":null}",
                "{\"data\":{\"taskId\":\"a/b\"}}",
                "{\"data\""
            })
    void triesAgainWhenASuccessHasNoId(String body) throws IOException {
        try (var server = Answering.with(200, body)) {
            assertThrows(HiapiBusy.class, () -> hiapi(server).create("t-1", BODY));
        }
    }

    @Test
    void resumesTheJobThatAConflictNames() throws IOException {
        for (var body : new String[] {
            "{\"code\":409,\"data\":{\"taskId\":\"tk-9\"},\"error_code\":\"IDEMPOTENCY_KEY_PROCESSING\"}",
            "{\"code\":409,\"data\":null,\"taskId\":\"tk-9\"}",
            "{\"error\":{\"code\":\"IDEMPOTENCY_KEY_PROCESSING\",\"task_id\":\"tk-9\",\"request_id\":\"req_1\"}}"
        }) {
            try (var server = Answering.with(409, body)) {
                assertEquals("tk-9", hiapi(server).create("t-1", BODY));
            }
        }
    }

    @Test
    void doesNotResumeTheJobOfAnotherBody() throws IOException {
        var body = "{\"code\":409,\"data\":{\"taskId\":\"tk-9\"},\"error_code\":\"IDEMPOTENCY_KEY_MISMATCH\"}";
        try (var server = Answering.with(409, body)) {
            var refused = assertThrows(HiapiRefused.class, () -> hiapi(server).create("t-1", BODY));
            assertEquals(HiapiFailureKind.MISMATCH.failure(), refused.failure());
        }
    }

    @Test
    void tellsHowLongToWait() throws IOException {
        try (var server = Answering.with(429, "{\"error\":{\"code\":\"rate_limit_exceeded\"}}", "Retry-After", "7")) {
            var busy = assertThrows(HiapiBusy.class, () -> hiapi(server).read(ID));
            assertEquals(Optional.of(Duration.ofSeconds(7)), busy.retryAfter());
        }
        try (var server = Answering.with(503, "busy", "retry-after", "Sun, 22 Nov 2026 12:00:09 GMT")) {
            var busy = assertThrows(HiapiBusy.class, () -> hiapi(server).create("t-1", BODY));
            assertEquals(Optional.of(Duration.ofSeconds(9)), busy.retryAfter());
        }
    }

    @Test
    void readsAJob() throws IOException {
        var body =
                "{\"code\":200,\"message\":\"success\",\"data\":{\"taskId\":\"" + ID + "\",\"status\":\"handling\"}}";
        try (var server = Answering.with(200, body)) {
            assertEquals(Optional.empty(), hiapi(server).read(ID));
            assertEquals("GET", server.asked.getFirst().method());
            assertEquals("/v1/tasks/" + ID, server.asked.getFirst().path());
            assertNull(server.asked.getFirst().header("Idempotency-key"));
        }
    }

    @Test
    void aJobThatNobodyKnowsHasVanished() throws IOException {
        try (var server = Answering.with(404, "{\"code\":404,\"message\":\"no\",\"data\":null}")) {
            assertEquals(Optional.empty(), hiapi(server).read(ID));
        }
        try (var server = Answering.with(200, "{\"code\":404,\"message\":\"no\",\"data\":null}")) {
            assertEquals(Optional.empty(), hiapi(server).read(ID));
            assertEquals(Optional.empty(), hiapi(server).read("../storages"));
            assertEquals(1, server.asked.size(), "what cannot be an id is not asked for");
        }
    }

    /** A proxy's page, another service's route: neither knows which jobs there are. */
    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{\"message\":\"no such route\"}"})
    void whatIsNotHiapiCannotSayThatAJobHasVanished(String body) throws IOException {
        try (var server = Answering.with(404, body)) {
            var busy = assertThrows(HiapiBusy.class, () -> hiapi(server).read(ID));
            assertEquals(Optional.of(UnreachableReason.NOT_HIAPI), busy.unreachable());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>ok</html>", "[]", "null"})
    void triesAgainWhenAReadIsNotAnObject(String body) throws IOException {
        try (var server = Answering.with(200, body)) {
            assertThrows(HiapiBusy.class, () -> hiapi(server).read(ID));
        }
    }

    @Test
    void believesTheFailureInsideASuccess() throws IOException {
        try (var server = Answering.with(200, "{\"code\":402,\"message\":\"no balance\",\"data\":null}")) {
            assertEquals(
                    HiapiFailureKind.BALANCE.failure(),
                    assertThrows(HiapiRefused.class, () -> hiapi(server).create("t-1", BODY))
                            .failure());
            assertEquals(
                    HiapiFailureKind.BALANCE.failure(),
                    assertThrows(HiapiRefused.class, () -> hiapi(server).read(ID))
                            .failure());
        }
    }

    @Test
    void stopsReadingAtOneMebibyte() throws IOException {
        var padding = "x".repeat(1024 * 1024);
        try (var server = Answering.with(200, "{\"data\":{\"taskId\":\"tk-1\"},\"x\":\"" + padding + "\"}")) {
            assertThrows(HiapiBusy.class, () -> hiapi(server).create("t-1", BODY));
        }
    }

    @Test
    void neverFollowsARedirect() throws IOException {
        try (var elsewhere = Answering.with(200, CREATED);
                var server = Answering.with(307, "", "Location", elsewhere.url() + "/v1/tasks")) {
            var busy = assertThrows(HiapiBusy.class, () -> hiapi(server).create("t-1", BODY));
            assertEquals(Optional.of(UnreachableReason.NOT_HIAPI), busy.unreachable());
            assertTrue(elsewhere.asked.isEmpty(), "the key went elsewhere");
        }
        var follower = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        assertThrows(
                IllegalArgumentException.class,
                () -> new Hiapi(URI.create("https://api.example/v1"), () -> KEY, follower, CLOCK));
    }

    @Test
    void isBusyWhenNobodyListens() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var hiapi = new Hiapi(URI.create("http://127.0.0.1:" + port), () -> KEY, CLOCK);
        var busy = assertThrows(HiapiBusy.class, () -> hiapi.create("t-1", BODY));
        assertEquals("no answer from HiAPI: ConnectException", busy.getMessage());
        assertNull(busy.getCause(), "a cause would name the host");
    }

    @Test
    void isBusyWhenTheConnectionBreaks() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var breaker = Thread.startVirtualThread(() -> {
                try (var socket = server.accept()) {
                    socket.setSoLinger(true, 0);
                } catch (IOException closed) {
                    // the test is over
                }
            });
            var hiapi = new Hiapi(URI.create("http://127.0.0.1:" + server.getLocalPort()), () -> KEY, CLOCK);
            assertThrows(HiapiBusy.class, () -> hiapi.create("t-1", BODY));
            breaker.join();
        }
    }

    @Test
    void isBusyWhenTheAnswerNeverComesOrNeverEnds() throws IOException {
        var over = new CountDownLatch(1);
        try (var silent = new Answering(exchange -> await(over));
                var endless = new Answering(exchange -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    await(over);
                })) {
            for (var server : new Answering[] {silent, endless}) {
                var http = HttpClient.newHttpClient();
                var hiapi = new Hiapi(server.url(), () -> KEY, http, CLOCK, Duration.ofMillis(300));
                var busy = assertThrows(HiapiBusy.class, () -> hiapi.read(ID));
                assertEquals("no answer from HiAPI: TimeoutException", busy.getMessage());
            }
            over.countDown();
        }
    }

    @Test
    void isBusyWhenItIsInterrupted() throws IOException {
        try (var server = Answering.with(200, CREATED)) {
            Thread.currentThread().interrupt();
            assertThrows(HiapiBusy.class, () -> hiapi(server).create("t-1", BODY));
            assertTrue(Thread.interrupted(), "the interrupt is kept for the caller");
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "sk-a\nX-Evil: 1", "sk-ключ", "sk a"})
    void refusesABadKeyWithoutAskingOrQuotingIt(String key) throws IOException {
        try (var server = Answering.with(200, CREATED)) {
            var refused =
                    assertThrows(HiapiRefused.class, () -> hiapi(server, key).create("t-1", BODY));
            assertEquals(HiapiFailureKind.AUTH.failure(), refused.failure());
            assertEquals("provider_auth", refused.getMessage());
            assertTrue(server.asked.isEmpty());
        }
    }

    @Test
    void isBusyWhenTheKeyCannotBeRead() throws IOException {
        try (var server = Answering.with(200, CREATED)) {
            var hiapi = new Hiapi(
                    server.url(),
                    () -> {
                        throw new IllegalStateException("secret " + KEY);
                    },
                    CLOCK);
            var busy = assertThrows(HiapiBusy.class, () -> hiapi.create("t-1", BODY));
            assertFalse(busy.getMessage().contains(KEY));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"api.hiapi.ai/v1", "ftp://api.hiapi.ai", "https:///v1", "https://api.hiapi.ai/v1?x=1", "file:/v1"
            })
    void refusesABaseUrlThatIsNone(String url) {
        assertThrows(IllegalArgumentException.class, () -> new Hiapi(URI.create(url), () -> KEY, CLOCK));
    }

    @Test
    void letsNothingOfTheProviderOut() throws IOException {
        var secret = "prompt 'a red cat' refused at upstream.example with sk-EXAMPLE";
        var body = "{\"code\":%d,\"message\":\"" + secret + "\",\"error\":{\"message\":\"" + secret + "\",\"code\":\""
                + secret + "\"}}";
        for (var status : new int[] {200, 307, 400, 401, 402, 403, 404, 405, 409, 413, 415, 418, 422, 429, 500, 503}) {
            try (var server = Answering.with(status, String.format(Locale.ROOT, body, status))) {
                var thrown =
                        assertThrows(RuntimeException.class, () -> hiapi(server).create("t-1", BODY));
                assertFalse(thrown.getMessage().contains("cat"), thrown::getMessage);
                assertFalse(thrown.getMessage().contains("example"), thrown::getMessage);
                assertNull(thrown.getCause());
                if (thrown instanceof HiapiRefused refused) {
                    assertTrue(Stream.of(HiapiFailureKind.values())
                            .anyMatch(one -> one.failure().equals(refused.failure())));
                } else {
                    assertInstanceOf(HiapiBusy.class, thrown);
                }
            }
        }
    }

    private static Hiapi hiapi(Answering server) {
        return hiapi(server, KEY);
    }

    private static Hiapi hiapi(Answering server, String key) {
        return new Hiapi(server.url(), () -> key, CLOCK);
    }

    private static void await(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
