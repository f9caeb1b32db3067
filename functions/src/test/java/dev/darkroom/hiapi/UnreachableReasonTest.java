package dev.darkroom.hiapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.media.TestTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not to be reached is named with its address and the reason, and told apart by whether it may have heard. */
class UnreachableReasonTest {

    private static final String KEY = "sk-EXAMPLE-0123456789";
    private static final String BODY = "{\"input\":{\"prompt\":\"a red cat\"}}";
    private static final Logger LOG = Logger.getLogger(Hiapi.class.getName());

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord line) {
            records.add(line);
            said.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(ear);
    }

    @AfterEach
    void leave() {
        LOG.removeHandler(ear);
    }

    /** @param patience for the connection and for the whole; short where the test waits for its end */
    private static HiapiBusy create(URI base, Duration patience) {
        try (var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build()) {
            var hiapi = new Hiapi(base, () -> KEY, http, InstantSource.system(), patience.multipliedBy(3));
            var busy = assertThrows(HiapiBusy.class, () -> hiapi.create("t-1", BODY));
            http.shutdownNow();
            return busy;
        }
    }

    private void assertNamed(HiapiBusy busy, UnreachableReason silence, String address, boolean unsent) {
        assertEquals(Optional.of(silence), busy.unreachable());
        assertEquals(unsent, busy.isProvenNoJob());
        assertEquals(1, said.size(), said::toString);
        var line = said.getFirst();
        assertTrue(line.startsWith("WARNING"), line);
        assertTrue(line.contains(" " + address + ": " + silence.sentence()), line);
        assertTrue(line.contains("HIAPI_BASE_URL"), line);
        assertFalse(line.contains(KEY) || line.contains("cat") || line.contains("secret"), line);
        assertFalse(busy.getMessage().contains(address), "an execution's history names no host");
    }

    private static final Duration AMPLE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(200);

    @ParameterizedTest
    @CsvSource({
        "https://user:secret@hiapi.invalid/secret/v1, hiapi.invalid:443",
        "http://hiapi.invalid, hiapi.invalid:80",
        "https://hiapi.invalid:8443/v1, hiapi.invalid:8443"
    })
    void aNameThatDoesNotResolveHeardNothing(String url, String address) {
        assertNamed(create(URI.create(url), AMPLE), UnreachableReason.UNKNOWN_HOST, address, true);
        assertEquals(
                url.startsWith("http:"), said.getFirst().contains("which says http,"), "https may have been meant");
    }

    @ParameterizedTest
    @CsvSource({"http", "https"})
    void aPortThatIsClosedHeardNothing(String scheme) throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var busy = create(URI.create(scheme + "://127.0.0.1:" + port), AMPLE);
        assertNamed(busy, UnreachableReason.REFUSED, "127.0.0.1:" + port, true);
    }

    @ParameterizedTest
    @CsvSource({"http", "https"})
    void whoNeverTakesTheConnectionHeardNothing(String scheme) throws IOException {
        var waiting = new ArrayList<Socket>();
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Assumptions.assumeTrue(isFilled(full, waiting), "this system lets connections wait without end");
            var busy = create(URI.create(scheme + "://127.0.0.1:" + full.getLocalPort()), SHORT);
            assertNamed(busy, UnreachableReason.NO_CONNECTION, "127.0.0.1:" + full.getLocalPort(), true);
        } finally {
            for (var socket : waiting) {
                socket.close();
            }
        }
    }

    private static boolean isFilled(ServerSocket server, List<Socket> waiting) throws IOException {
        for (var more = 0; more < 50; more++) {
            var socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 500);
            } catch (SocketTimeoutException full) {
                return true;
            }
        }
        return false;
    }

    @Test
    void whoNeverAnswersTheHandshakeHeardNothing() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var busy = create(URI.create("https://127.0.0.1:" + silent.getLocalPort()), SHORT);
            assertNamed(busy, UnreachableReason.NO_CONNECTION, "127.0.0.1:" + silent.getLocalPort(), true);
        }
    }

    @Test
    void whoShowsACertificateThatIsNotTrustedHeardNothing() throws Exception {
        try (var stranger = TestTls.server("stranger.test")) {
            var base = stranger.uri("");
            assertNamed(create(base, AMPLE), UnreachableReason.NOT_SECURE, "127.0.0.1:" + base.getPort(), true);
            assertEquals(List.of(), stranger.requests);
        }
    }

    @Test
    void whoBreaksTheConnectionMayHaveHeard() throws IOException {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                try (var socket = server.accept()) {
                    socket.getInputStream().read();
                    socket.setSoLinger(true, 0);
                } catch (IOException closed) {
                    // The test is over.
                }
            });
            var busy = create(URI.create("http://127.0.0.1:" + server.getLocalPort()), AMPLE);
            assertNamed(busy, UnreachableReason.NO_ANSWER, "127.0.0.1:" + server.getLocalPort(), false);
        }
    }

    /** The JDK's client then has an answer without a body, and the request has not left this side of the proxy. */
    @ParameterizedTest
    @CsvSource({"403", "407", "502"})
    void aProxyThatRefusesATunnelIsNamed(int status) throws Exception {
        try (var proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var socket = proxy.accept()) {
                    while (socket.getInputStream().read() != '\n') {}
                    socket.getOutputStream()
                            .write(("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n").getBytes(UTF_8));
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // The test is over.
                }
            });
            var http = HttpClient.newBuilder()
                    .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.getLocalPort())))
                    .build();
            var hiapi = new Hiapi(URI.create("https://hiapi.invalid"), () -> KEY, http, InstantSource.system());
            var busy = assertThrows(HiapiBusy.class, () -> hiapi.create("t-1", BODY));
            assertEquals(
                    Optional.of(status == 407 ? UnreachableReason.NOT_HIAPI : UnreachableReason.REFUSED),
                    busy.unreachable());
            assertTrue(busy.isProvenNoJob());
            assertTrue(said.getFirst().contains("hiapi.invalid:443"), said.toString());
        }
    }

    @Test
    void whoTakesTheRequestAndSaysNothingMayHaveHeard() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var busy = create(URI.create("http://127.0.0.1:" + silent.getLocalPort()), Duration.ofSeconds(1));
            assertNamed(busy, UnreachableReason.NO_ANSWER, "127.0.0.1:" + silent.getLocalPort(), false);
        }
    }

    /** Whoever speaks plain HTTP to a port of TLS sends the whole request before it is understood. */
    @Test
    void plainHttpToAPortOfTlsIsNamed() throws Exception {
        try (var secure = TestTls.server("stranger.test")) {
            var port = secure.uri("").getPort();
            var busy = create(URI.create("http://127.0.0.1:" + port), AMPLE);
            assertNamed(busy, UnreachableReason.NO_ANSWER, "127.0.0.1:" + port, false);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, busy not_hiapi",
        "204, busy not_hiapi",
        "301, busy not_hiapi",
        "400, busy not_hiapi",
        "401, busy not_hiapi",
        "402, busy not_hiapi",
        "403, busy not_hiapi",
        "404, busy not_hiapi",
        "405, busy not_hiapi",
        "422, busy not_hiapi",
        "429, busy",
        "502, busy not_hiapi",
        "503, busy not_hiapi"
    })
    void whatIsNotHiapiIsNamedAndIsNeverTheVisitorsFault(int status, String outcome) throws IOException {
        var page = status == 204 ? "" : "<html>secret</html>";
        try (var server = Answering.with(status, page)) {
            var hiapi = new Hiapi(server.url(), () -> KEY, InstantSource.system());
            var thrown = assertThrows(RuntimeException.class, () -> hiapi.create("t-1", BODY));
            assertEquals(outcome, outcomeOf(thrown));
            var line = said.getFirst();
            assertTrue(line.contains("127.0.0.1:" + server.url().getPort() + " answered HTTP " + status), line);
            assertTrue(line.contains("HIAPI_BASE_URL") && !line.contains("secret"), line);
        }
    }

    @ParameterizedTest
    @CsvSource({"200", "401", "403", "404", "500"})
    void anotherServicesJsonIsNamedToo(int status) throws IOException {
        try (var server = Answering.with(status, "{\"message\":\"no such route, secret\",\"ok\":true}")) {
            var hiapi = new Hiapi(server.url(), () -> KEY, InstantSource.system());
            var thrown = assertThrows(RuntimeException.class, () -> hiapi.create("t-1", BODY));
            assertEquals("busy not_hiapi", outcomeOf(thrown));
            var line = new SimpleFormatter().formatMessage(records.getFirst());
            assertTrue(line.contains("127.0.0.1:" + server.url().getPort() + " answered HTTP " + status), line);
            assertFalse(line.contains("secret"), line);
        }
    }

    /** HiAPI's own, with a route that it does not have: the address is named, since it is the likely fault. */
    @Test
    void aRouteThatHiapiDoesNotHaveIsNamedWithItsAddress() throws IOException {
        try (var server = Answering.with(404, "{\"code\":404,\"message\":\"no\",\"data\":null}")) {
            var hiapi = new Hiapi(server.url(), () -> KEY, InstantSource.system());
            assertEquals(
                    "provider_not_found",
                    outcomeOf(assertThrows(RuntimeException.class, () -> hiapi.create("t-1", BODY))));
            var line = new SimpleFormatter().formatMessage(records.getFirst());
            assertTrue(line.contains("at 127.0.0.1:" + server.url().getPort() + ": is HIAPI_BASE_URL right?"), line);
        }
    }

    /** As it is in every stack until its owner has put the key in. */
    @Test
    void aKeyThatCannotBeReadIsNamedAndNothingIsSent() throws IOException {
        try (var server = Answering.with(200, "{}")) {
            var hiapi = new Hiapi(
                    server.url(),
                    () -> {
                        throw new IllegalStateException("secret");
                    },
                    InstantSource.system());
            var busy = assertThrows(HiapiBusy.class, () -> hiapi.create("t-1", BODY));
            assertEquals(Optional.of(UnreachableReason.NO_KEY), busy.unreachable());
            assertTrue(busy.isProvenNoJob());
            assertEquals(List.of(), server.asked);
            var line = new SimpleFormatter().formatMessage(records.getFirst());
            assertTrue(line.contains("the API key could not be read") && line.contains("./deploy --key"), line);
            assertFalse(line.contains("secret"), line);
        }
    }

    private static String outcomeOf(RuntimeException thrown) {
        if (thrown instanceof HiapiBusy busy) {
            assertEquals(busy.isRateLimit(), busy.isProvenNoJob(), "it heard something");
            return "busy"
                    + busy.unreachable().map(silence -> " " + silence.word()).orElse("");
        }
        var failure = ((HiapiRefused) thrown).failure();
        assertTrue(failure.ownersFault(), failure.code());
        return failure.code();
    }

    @Test
    void theBodyIsWithheldOnceItWasGivenUp() {
        var body = new TrackedBody(BodyPublishers.ofString(BODY));
        assertTrue(body.withhold());
        assertTrue(body.withhold(), "also when it is asked twice");
        var heard = BodySubscribers.ofString(UTF_8);
        body.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ByteBuffer bytes) {
                throw new AssertionError("it was sent all the same");
            }

            @Override
            public void onError(Throwable why) {
                heard.onError(why);
            }

            @Override
            public void onComplete() {
                throw new AssertionError("it was sent all the same");
            }
        });
        assertTrue(heard.getBody().toCompletableFuture().isCompletedExceptionally());
    }
}
