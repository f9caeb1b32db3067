package dev.darkroom.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.local.front.Hosts;
import dev.darkroom.local.front.LocalFront;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The front alone, with functions that tell what they were given. */
class LocalFrontTest {

    private static final Instant NOW = Instant.parse("2026-11-22T19:03:58Z");

    @TempDir
    private static Path folder;

    private static LocalFront front;
    private static Caller caller;

    @BeforeAll
    static void start() throws IOException {
        var site = Files.createDirectories(folder.resolve("site"));
        Files.writeString(site.resolve("index.html"), "<!doctype html>");
        Files.writeString(site.resolve("page.js"), "export {};");
        Files.writeString(site.resolve(".hidden"), "hidden");
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(site.resolve("link.txt"), folder.resolve("secret.txt"));
        var echo = (Lambda) LocalFrontTest::echo;
        front = LocalFront.bind(0);
        front.serve(
                Map.of(
                        "ListTasks",
                        echo,
                        "CreateTask",
                        echo,
                        "GetTask",
                        echo,
                        "ListModels",
                        LocalFrontTest::rich,
                        "GetQuota",
                        payload -> {
                            throw new FunctionError("java.lang.IllegalStateException", "secret");
                        }),
                new LocalFront.Media(null, "none", List.of("http://127.0.0.1:9999")),
                new Hosts(Set.of("tunnel.example")),
                site,
                () -> NOW);
        caller = new Caller(front.url());
    }

    @AfterAll
    static void stop() throws Exception {
        front.close();
    }

    private static byte[] echo(byte[] event) {
        var body = Base64.getEncoder().encodeToString(event);
        return String.format(Locale.ROOT, "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"%s\"}", body)
                .getBytes(UTF_8);
    }

    private static byte[] rich(byte[] event) {
        return """
                {"statusCode": 201, "headers": {"X-One": "1", "Content-Type": "text/plain"},
                 "multiValueHeaders": {"X-Two": ["a", "b"]}, "cookies": ["c=1; Path=/", "d=2"], "body": "ä"}
                """.getBytes(UTF_8);
    }

    @Test
    void theEventIsThatOfPayloadFormatTwo() {
        var event = new Caller(front.url())
                .send(
                        "GET",
                        "/api/images/a%20b?limit=2&limit=3&q=%C3%A4+b",
                        null,
                        "X-Many",
                        "1",
                        "X-Many",
                        "2",
                        "Cookie",
                        "a=1; b=2",
                        "X-Forwarded-For",
                        "203.0.113.9",
                        "User-Agent",
                        "test")
                .json();

        assertEquals("2.0", event.path("version").asText());
        assertEquals("GET /api/images/{taskId}", event.path("routeKey").asText());
        assertEquals("/api/images/a b", event.path("rawPath").asText());
        assertEquals("limit=2&limit=3&q=%C3%A4+b", event.path("rawQueryString").asText());
        assertEquals("2,3", event.path("queryStringParameters").path("limit").asText());
        assertEquals("ä b", event.path("queryStringParameters").path("q").asText());
        assertEquals("a b", event.path("pathParameters").path("taskId").asText());
        assertEquals("1,2", event.path("headers").path("x-many").asText());
        assertEquals(
                "203.0.113.9, 127.0.0.1",
                event.path("headers").path("x-forwarded-for").asText());
        assertFalse(event.path("headers").has("cookie"));
        assertEquals("[\"a=1\",\"b=2\"]", event.path("cookies").toString());
        assertFalse(event.has("body"));
        var context = event.path("requestContext");
        assertEquals("$default", context.path("stage").asText());
        assertEquals("22/Nov/2026:19:03:58 +0000", context.path("time").asText());
        assertEquals(NOW.toEpochMilli(), context.path("timeEpoch").asLong());
        assertEquals("localhost", context.path("domainName").asText());
        assertEquals("GET", context.path("http").path("method").asText());
        assertEquals("127.0.0.1", context.path("http").path("sourceIp").asText());
        assertEquals("test", context.path("http").path("userAgent").asText());
        assertTrue(context.path("http").path("protocol").asText().startsWith("HTTP/1.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, {\"a\":1}, false",
        "text/plain;charset=utf-8, ä, false",
        "application/octet-stream, abc, true",
    })
    void textGoesAsItIsAndTheRestAsBase64(String type, String body, boolean encoded) {
        var event =
                caller.send("POST", "/api/images", body, "Content-Type", type).json();

        assertEquals(encoded, event.path("isBase64Encoded").asBoolean());
        var given = event.path("body").asText();
        assertEquals(body, encoded ? new String(Base64.getDecoder().decode(given), UTF_8) : given);
    }

    @Test
    void theAnswerBecomesHttp() {
        var reply = caller.get("/api/models");

        assertEquals(201, reply.status());
        assertEquals("ä", reply.text());
        assertEquals("1", reply.header("X-One"));
        assertEquals(List.of("a", "b"), reply.response().headers().allValues("X-Two"));
        assertEquals(List.of("c=1; Path=/", "d=2"), reply.response().headers().allValues("Set-Cookie"));
        assertEquals("nosniff", reply.header("X-Content-Type-Options"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/quota, 500, internal_error",
        "POST, /, 405, method_not_allowed",
        "GET, /nothing, 404, not_found",
        "GET, /generations/, 404, not_found",
        "GET, /generations/a/b, 404, not_found",
        "PUT, /generations/a.png, 405, method_not_allowed",
    })
    void whatIsNotThereIsRefusedAsAProblem(String method, String path, int status, String code) {
        var reply = caller.send(method, path, null);

        assertEquals(status, reply.status());
        assertEquals("application/problem+json", reply.header("Content-Type"));
        assertEquals(code, method.equals("HEAD") ? "" : reply.code());
        assertEquals(status == 405, !reply.header("Allow").isEmpty());
        assertFalse(reply.text().contains("secret"));
    }

    @Test
    void aBodyOverTenMegabytesIsRefused() {
        var reply = caller.post("/api/images", "x".repeat(10 * 1024 * 1024 + 1));

        assertEquals(413, reply.status());
        assertEquals("too_large", reply.code());
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/index.html, text/html; charset=utf-8",
        "/page.js, text/javascript; charset=utf-8",
    })
    void thePageIsServedWithItsTypesAndAStrictPolicy(String path, String type) {
        var reply = caller.get(path);

        assertEquals(200, reply.status());
        assertEquals(type, reply.header("Content-Type"));
        assertEquals("no-cache", reply.header("Cache-Control"));
        assertTrue(reply.header("Content-Security-Policy").contains("script-src 'self';"));
        assertTrue(reply.header("Content-Security-Policy").contains("connect-src 'self' http://127.0.0.1:9999;"));
        assertEquals(
                304, caller.get(path, "If-None-Match", reply.header("ETag")).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /../secret.txt HTTP/1.1",
                "GET /..%2fsecret.txt HTTP/1.1",
                "GET /%2e%2e/secret.txt HTTP/1.1",
                "GET /..\\secret.txt HTTP/1.1",
                "GET //etc/passwd HTTP/1.1",
                "GET /link.txt HTTP/1.1",
                "GET /.hidden HTTP/1.1",
                "GET /a%00b HTTP/1.1",
                "GET /api/images/%zz HTTP/1.1",
                "GET /api/images/%ff%fe HTTP/1.1",
                "GET /api/images?limit=%zz HTTP/1.1",
                "GET /api/images?q=%ff HTTP/1.1",
                "GET /generations/..%2f..%2fsecret.txt HTTP/1.1",
                "GET /generations/../../secret.txt HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "CONNECT localhost:80 HTTP/1.1",
                "GET http://[bad HTTP/1.1",
                "G\u0001T / HTTP/1.1",
                "GET /",
                "GET / HTTP/9.9",
                "nonsense",
            })
    void aHostileRequestLineNeitherWinsNorBreaksAnything(String line) throws IOException {
        var answer = raw(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertFalse(answer.contains("secret") && answer.startsWith("HTTP/1.1 200"), answer);
        assertFalse(answer.contains("hidden") || answer.contains("root:"), answer);
        assertFalse(answer.startsWith("HTTP/1.1 5"), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: x\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: -1\r\n",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                "Transfer-Encoding: gzip\r\n",
                "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
                "Content-Type: \u00ff;charset=nonsense\r\nContent-Length: 0\r\n",
                "Cookie: ;;;=;\u0001\r\nContent-Length: 0\r\n",
                "Host: other\r\nContent-Length: 0\r\n",
                "Expect: nonsense\r\nContent-Length: 0\r\n",
            })
    void hostileHeadersGetAnAnswerBelow500(String headers) throws IOException {
        var answer = raw("POST /api/images HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n");

        assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/1.1 [24].*"), answer);
    }

    /** What the server refuses by itself looks like every other refusal, and has the same headers. */
    @ParameterizedTest
    @CsvSource({
        "GET //page.js HTTP/1.1, 400",
        "GET /a%00b HTTP/1.1, 400",
        "GET / HTTP/9.9, 400",
        "G\u0001T / HTTP/1.1, 400",
        "nonsense, 400",
        "GET /LONG HTTP/1.1, 414",
        "GET /?LONG HTTP/1.1, 414",
        "GET / HTTP/1.1|X: LONG, 431",
        "GET /page.js/ HTTP/1.1, 404",
        "GET /page.js;x=1 HTTP/1.1, 404",
        "GET /;x=1 HTTP/1.1, 404",
        "GET /api/models;x=1 HTTP/1.1, 404",
    })
    void whatTheServerItselfRefusesLooksLikeTheRest(String request, int status) throws IOException {
        var lines = request.replace("|", "\r\n").replace("LONG", "x".repeat(20_000));
        var answer = raw(lines + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        var parts = answer.split("\r\n\r\n", 2);
        assertTrue(parts[0].contains("Content-Type: application/problem+json"), answer);
        assertTrue(parts[0].contains("Content-Security-Policy: default-src 'none'"), answer);
        assertTrue(parts[0].contains("X-Content-Type-Options: nosniff"), answer);
        assertTrue(parts[1].contains("\"status\":" + status), answer);
        assertTrue(parts[1].contains("\"code\":"), answer);
        assertFalse(parts[1].contains("\"requestId\":\"\""), answer);
    }

    /** A page of another name, which has made that name point here (DNS rebinding), gets nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "evil.localhost:8080",
                "localhost.",
                "127.0.0.1.nip.io",
                "0.0.0.0",
                "[::]",
                "192.168.1.7",
                "localhost@evil.example",
            })
    void anotherNameGetsNothing(String host) throws IOException {
        for (var path : List.of("/", "/page.js", "/api/models", "/api/nothing", "/generations/a.png", "/;x=1")) {
            var answer = raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            assertTrue(answer.matches("(?s)HTTP/1.1 4(21|00) .*"), answer);
            assertTrue(answer.contains("Content-Type: application/problem+json"), answer);
            assertTrue(answer.contains("X-Content-Type-Options: nosniff"), answer);
            assertFalse(answer.contains(":9999"), "it reads where the store is: " + answer);
        }
        var tooLong = raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
        assertTrue(tooLong.startsWith("HTTP/1.1 4") && !tooLong.contains(":9999"), tooLong);
        var absolute = raw("GET http://" + host + "/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertFalse(absolute.startsWith("HTTP/1.1 200"), absolute);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:1",
                "127.0.0.1:8080",
                "127.1.2.3",
                "[::1]:8080",
                "tunnel.example",
                "Tunnel.Example:443",
            })
    void itsOwnNamesAreAnswered(String host) throws IOException {
        var answer = raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    }

    /** RFC 9110, 15.4.5: what a 200 would say of the file, and nothing of a body. */
    @Test
    void aPageFileThatIsKnownIsNotSentAgain() throws IOException {
        var tag = caller.get("/page.js").header("ETag");
        var answer = raw("GET /page.js HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nIf-None-Match: \"x\", W/"
                + tag + "\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 304 "), answer);
        assertTrue(answer.contains("ETag: " + tag), answer);
        assertTrue(answer.contains("Cache-Control: no-cache"), answer);
        assertFalse(answer.contains("Content-Length: 0"), answer);
        assertTrue(answer.contains("Last-Modified: "), answer);
        assertTrue(answer.endsWith("\r\n\r\n"), answer);
    }

    private static String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", front.url().getPort())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
