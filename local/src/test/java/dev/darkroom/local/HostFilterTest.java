package dev.darkroom.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page reads that has made its name point to this machine: nothing, of any server that runs here. */
class HostFilterTest {

    private static final List<String> NEITHERS = List.of(
            "evil.example",
            "127.0.0.1.nip.io",
            "a.localhost",
            "localhost.",
            "localhost.evil.example",
            "docker.internal");
    private static final List<String> OURS =
            List.of("localhost", "127.0.0.1", "[::1]", "172.17.0.1", "host.docker.internal", "Localhost:1");

    private static TestSystem world;

    @BeforeAll
    static void start() {
        world = TestSystem.start();
        world.create("my secret prompt about aunt Mathilda");
        world.settle();
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS_ENDPOINT_URL_DYNAMODB DynamoDB_20120810.Scan {\"TableName\":\"darkroom-tasks\"} Mathilda",
                "AWS_ENDPOINT_URL_SFN AWSStepFunctions.ListExecutions {\"stateMachineArn\":\"ARN\"} executionArn",
            })
    void theTableAndTheStateMachineAreNotAskedByThem(String asked) throws IOException {
        var parts = asked.split(" ");
        var body = parts[2].replace("ARN", world.settings().get("STATE_MACHINE_ARN"));
        var headers = "Content-Type: application/x-amz-json-1.0\r\nX-Amz-Target: " + parts[1] + "\r\n"
                + "Authorization: AWS4-HMAC-SHA256 Credential=any/20261129/us-east-1/dynamodb/aws4_request,"
                + " SignedHeaders=host, Signature=any\r\n";
        for (var name : NEITHERS) {
            assertRefused(ask(parts[0], "POST", "/", name, headers, body));
        }
        for (var name : OURS) {
            var answer = ask(parts[0], "POST", "/", name, headers, body);
            assertTrue(answer.startsWith("HTTP/1.1 200 ") && answer.contains(parts[3]), name + ": " + answer);
        }
    }

    /** A page need not rebind its name where a server lets it in as what it is. */
    @ParameterizedTest
    @ValueSource(strings = {"AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_SFN", "HIAPI_BASE_URL"})
    void noPageOfAnotherOriginIsLetIn(String server) throws IOException {
        var preflight = "Origin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n"
                + "Access-Control-Request-Headers: x-amz-target\r\n";
        var answer = ask(server, "OPTIONS", "/", "127.0.0.1", preflight, "");
        assertFalse(answer.toLowerCase(Locale.ROOT).contains("access-control-allow-origin"), answer);
    }

    @Test
    void theSimulatedHiapiShowsThemNoPrompts() throws IOException {
        for (var name : NEITHERS) {
            assertRefused(ask("HIAPI_BASE_URL", "GET", "/", name, "", ""));
        }
        for (var name : OURS) {
            var answer = ask("HIAPI_BASE_URL", "GET", "/", name, "", "");
            assertTrue(answer.startsWith("HTTP/1.1 200 ") && answer.contains("Mathilda"), name + ": " + answer);
        }
    }

    /** Not even by an address that was signed for this very system's page: its signature says for which host. */
    @Test
    void theStoreTakesWhatIsSignedForItAndNothingElse() throws IOException {
        var bytes = "\u0089PNG";
        var signed = URI.create(world.post("/api/uploads", "{\"contentType\":\"image/png\",\"bytes\":4}")
                .json()
                .path("url")
                .asText());
        var path = signed.getRawPath() + "?" + signed.getRawQuery();
        for (var name : NEITHERS) {
            assertTrue(put(path, name, bytes).startsWith("HTTP/1.1 4"), name);
        }
        var taken = put(path, signed.getAuthority(), bytes);
        assertTrue(taken.startsWith("HTTP/1.1 200 "), taken);
        var unsigned = ask("AWS_ENDPOINT_URL_S3", "GET", signed.getRawPath(), signed.getAuthority(), "", "");
        assertTrue(unsigned.startsWith("HTTP/1.1 403 "), unsigned);
    }

    /** What signs is drawn: this repository's readers know the name of the key, and no more. */
    @Test
    void noTwoDataFoldersHaveOneKey() throws Exception {
        var own = world.settings().get("AWS_SECRET_ACCESS_KEY");
        assertEquals(43, own.length());
        try (var other = TestSystem.start()) {
            assertFalse(own.equals(other.settings().get("AWS_SECRET_ACCESS_KEY")));
        }
        world.restart();
        assertEquals(own, world.settings().get("AWS_SECRET_ACCESS_KEY"), "what was signed still counts");
    }

    private static void assertRefused(String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 421 "), answer);
        assertFalse(answer.contains("Mathilda"), answer);
    }

    private static String put(String path, String name, String body) throws IOException {
        return ask("AWS_ENDPOINT_URL_S3", "PUT", path, name, "Content-Type: image/png\r\n", body);
    }

    private static String ask(String setting, String method, String path, String name, String headers, String body)
            throws IOException {
        var server = URI.create(world.settings().get(setting));
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            var request = method + " " + path + " HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n" + headers
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
