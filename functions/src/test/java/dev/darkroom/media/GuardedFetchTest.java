package dev.darkroom.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedFetchTest {

    /** What a test is not about must not end it, however busy the machine is. */
    private static final Duration AGES = Duration.ofHours(1);

    private static final byte[] FILE = SampleFiles.drawn("png", 20, 10);

    private final CountDownLatch never = new CountDownLatch(1);
    private RawServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer();
    }

    @AfterEach
    void stop() throws IOException {
        never.countDown();
        server.close();
    }

    @Test
    void fetchesWithALength() throws IOException {
        assertArrayEquals(FILE, read(server.on("/a.png?X-Sig=1%2F2", 200, "", FILE)));
        var request = server.requests.getFirst();
        assertEquals("GET /a.png?X-Sig=1%2F2 HTTP/1.1", request.getFirst());
        assertTrue(request.contains("Host: 127.0.0.1:" + server.port()));
        assertTrue(request.contains("Accept-Encoding: identity"));
        assertTrue(request.stream().noneMatch(line -> line.matches("(?i)(cookie|authorization|referer):.*")));
    }

    @Test
    void fetchesInChunks() throws IOException {
        var url = server.on("/a", out -> {
            out.write(RawServer.head(200, "transfer-encoding: Chunked\r\n"));
            out.write("3;name=\"value\"\r\nabc\r\n00A\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
        });
        assertEquals("abc0123456789", new String(read(url), StandardCharsets.UTF_8));
    }

    @Test
    void fetchesUntilTheConnectionEnds() throws IOException {
        var url = server.on("/a", out -> {
            out.write("HTTP/1.0 200\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            out.write(FILE);
        });
        assertArrayEquals(FILE, read(url));
    }

    @Test
    void doesNotMindWhatComesBeforeTheAnswer() throws IOException {
        var url = server.on("/a", out -> {
            out.write(RawServer.head(103, "Link: </b>\r\n"));
            out.write(RawServer.head(200, "Content-Length: 1\r\n"));
            out.write('x');
        });
        assertEquals("x", new String(read(url), StandardCharsets.UTF_8));
    }

    @Test
    void followsThreeRedirectsAndNoMore() throws IOException {
        server.on("/0", 302, "Location: /1\r\n", new byte[0]);
        server.on("/1", 301, "Location: " + server.uri("/2") + "\r\nSet-Cookie: a=b\r\n", new byte[0]);
        server.on("/2", 307, "Location: ./3\r\n", new byte[0]);
        server.on("/3", 308, "Location: 4?x=\u00e9\r\n", FILE);
        server.on("/4?x=%C3%A9", 200, "", FILE);

        assertArrayEquals(FILE, read(server.uri("/1")));
        assertThrows(SourceForbidden.class, () -> read(server.uri("/0")));
        assertTrue(server.requests.stream().flatMap(List::stream).noneMatch(line -> line.startsWith("Cookie")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cdn.test/", "http://localhost/", "https://169.254.169.254/latest/meta-data/", "https://[::1]/",
                "https://localhost/", "//10.0.0.1/", "https://user@cdn.test/", "file:///etc/passwd",
                "https://2130706433/", "https://[", "ht tp://x", "http://127.0.0.1:1/",
            })
    void refusesARedirectToAnAddressThatIsNotAllowed(String location) {
        var url = server.on("/a", 302, "Location: " + location + "\r\n", new byte[0]);
        assertThrows(SourceForbidden.class, () -> read(url));
    }

    @Test
    void comesBackToTheTrustedOriginFromNowhereElse() throws Exception {
        try (var tls = TestTls.server("cdn.test")) {
            var inward = server.on("/inward", 200, "", FILE);
            tls.on("/out", 302, "Location: " + inward + "\r\n", new byte[0]);
            var dialer = new TestDialer(tls.port()).name("cdn.test", "93.184.216.34");
            var fetch = new GuardedFetch(limits(), server.uri("/"), dialer, TestTls.trusting());
            assertThrows(SourceForbidden.class, () -> fetch.open(URI.create("https://cdn.test/out")));
            assertEquals(List.of(), server.requests);
        }
    }

    @Test
    void reachesNothingButThisMachineAsTrusted() {
        var dialer = new TestDialer(server.port()).name("hiapi.test", "10.0.0.1", "93.184.216.34");
        var fetch = new GuardedFetch(
                limits(), URI.create("http://hiapi.test"), dialer, (SSLSocketFactory) SSLSocketFactory.getDefault());
        assertThrows(SourceForbidden.class, () -> fetch.open(URI.create("http://hiapi.test/a")));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 300, 304, 400, 401, 403, 404, 410, 451})
    void findsTheFileGone(int status) {
        var url = server.on("/a", status, "", FILE);
        assertThrows(SourceGone.class, () -> read(url));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
    void findsTheSourceUnavailable(int status) {
        var url = server.on("/a", status, "", FILE);
        assertThrows(SourceUnavailable.class, () -> read(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "GZIP", "deflate", "zstd", "identity, gzip"})
    void refusesAnEncodedBody(String coding) {
        var url = server.on("/a", 200, "Content-Encoding: " + coding + "\r\n", FILE);
        assertThrows(SourceGone.class, () -> read(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-OpenSSH_9.6\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 200 OK\n\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabcd",
                "HTTP/1.1 200 OK\r\nContent-Length: 3, 3\r\n\r\nabcd",
                "HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999999999\r\n\r\nabcd",
                "HTTP/1.1 200 OK\r\nContent-Length : 3\r\n\r\nabcd",
                "HTTP/1.1 200 OK\r\n Content-Length: 3\r\n\r\nabcd",
                "HTTP/1.1 200 OK\r\nno header\r\n\r\nabcd",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabcd",
            })
    void refusesWhatIsNoWholeAnswer(String answer) {
        var url = server.on("/a", out -> out.write(answer.getBytes(StandardCharsets.UTF_8)));
        assertThrows(SourceUnavailable.class, () -> read(url));
    }

    @Test
    void refusesAHeadWithoutEnd() {
        var url = server.on("/a", out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.UTF_8));
            while (true) {
                out.write("X-More: and more\r\n".getBytes(StandardCharsets.UTF_8));
            }
        });
        assertThrows(SourceUnavailable.class, () -> read(url));
    }

    @Test
    void refusesWhatIsTooLarge() {
        var withLength = server.on("/a", 200, "", new byte[2000]);
        assertThrows(OutputTooLarge.class, () -> read(withLength));
        var without = server.on("/b", out -> {
            out.write(RawServer.head(200, ""));
            out.write(new byte[2000]);
        });
        assertThrows(OutputTooLarge.class, () -> read(without));
    }

    @Test
    void waitsForASilentSourceOnlySoLong() {
        var limits = new FetchLimits(AGES, Duration.ofMillis(50), AGES, 1000);
        var silent = server.on("/a", _ -> never.await());
        assertThrows(SourceUnavailable.class, () -> read(limits, silent));
        var halfWay = server.on("/b", out -> {
            out.write(RawServer.head(200, "Content-Length: 10\r\n"));
            out.write(new byte[5]);
            out.flush();
            never.await();
        });
        assertThrows(SourceUnavailable.class, () -> read(limits, halfWay));
    }

    @Test
    void cutsASourceThatNeverComesToAnEnd() {
        var limits = new FetchLimits(AGES, AGES, Duration.ofMillis(300), Long.MAX_VALUE);
        var trickling = server.on("/a", out -> {
            out.write(RawServer.head(200, ""));
            while (true) {
                out.write('x');
                out.flush();
            }
        });
        assertThrows(SourceUnavailable.class, () -> drain(limits, trickling));
        var silent = server.on("/b", _ -> never.await());
        assertThrows(SourceUnavailable.class, () -> drain(limits, silent));
    }

    @Test
    void namesNoAddressWhenNobodyAnswers() {
        var tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var nobody = new TestDialer(0).name("cdn.test", "93.184.216.34");
        var fetch = new GuardedFetch(limits(), null, nobody, tls);
        var refused = assertThrows(SourceUnavailable.class, () -> fetch.open(URI.create("https://cdn.test/secret")));
        assertEquals("The source did not answer (ConnectException).", refused.getMessage());
        assertNull(refused.getCause());
        var unknown = assertThrows(SourceUnavailable.class, () -> fetch.open(URI.create("https://x.test/secret")));
        assertEquals("The source's name is not known.", unknown.getMessage());
    }

    private static FetchLimits limits() {
        return new FetchLimits(AGES, AGES, AGES, 1000);
    }

    private byte[] read(URI url) throws IOException {
        return read(limits(), url);
    }

    private byte[] read(FetchLimits limits, URI url) throws IOException {
        try (var body = fetch(limits).open(url)) {
            return body.readAllBytes();
        }
    }

    private void drain(FetchLimits limits, URI url) throws IOException {
        try (var body = fetch(limits).open(url)) {
            body.transferTo(OutputStream.nullOutputStream());
        }
    }

    private GuardedFetch fetch(FetchLimits limits) {
        return new GuardedFetch(
                limits, server.uri("/"), Dialer.system(), (SSLSocketFactory) SSLSocketFactory.getDefault());
    }
}
