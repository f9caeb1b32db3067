package dev.darkroom.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.Live;
import dev.darkroom.media.StoreUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store of the owner's own that refuses the keys: that is the owner's to mend, and no file is said to be gone. */
class StoreRefusesTest {

    private HttpServer store;
    private volatile int answer = 403;
    private volatile String words = "";

    @BeforeEach
    void open() throws IOException {
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                var body = exchange.getRequestMethod().equals("HEAD") ? new byte[0] : words.getBytes(UTF_8);
                exchange.getResponseHeaders().set("x-amz-request-id", String.valueOf(exchange.hashCode()));
                exchange.getResponseHeaders().set("ETag", "\"1\"");
                exchange.getResponseHeaders().set("Content-Type", "image/png");
                exchange.getResponseHeaders().set("Last-Modified", "Sun, 29 Nov 2026 12:00:00 GMT");
                exchange.sendResponseHeaders(answer, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        });
        store.start();
    }

    @AfterEach
    void close() {
        store.stop(0);
    }

    private Map<String, String> settings() {
        return Map.of(
                "MEDIA_S3_ENDPOINT", "http://127.0.0.1:" + store.getAddress().getPort(),
                "MEDIA_S3_REGION", "auto",
                "MEDIA_S3_ACCESS_KEY_ID", "revoked",
                "MEDIA_S3_SECRET_ACCESS_KEY", "revoked",
                "MEDIA_BUCKET", "pictures");
    }

    /** Before the first picture is paid for. A file that is missing is no trouble. */
    @Test
    void theFirstLookTellsAMissingBucketFromAMissingFile() {
        var readings = new ArrayList<String>();
        var uploads = new Live(settings(), InstantSource.system(), readings::add).uploads();
        answer = 404;
        words = "<Error><Code>NoSuchBucket</Code></Error>";
        assertEquals(Optional.empty(), StartupCheck.check(uploads), "it is told as a reading is");
        assertEquals(1, readings.size());
        assertTrue(readings.getFirst().contains("NoSuchBucket"), readings.getFirst());
        words = "<Error><Code>NoSuchKey</Code></Error>";
        assertEquals(Optional.empty(), StartupCheck.check(uploads));
        assertEquals(1, readings.size());
        answer = 400;
        assertTrue(StartupCheck.check(uploads).orElseThrow().startsWith("The store answered with status 400"));
    }

    @Test
    void theOwnerIsToldAndTheTaskWaits() {
        try (var said = LogLines.of("dev.darkroom.local.front", Level.ALL);
                var readings = LogLines.ofReadings();
                var world = TestSystem.start(settings())) {
            var taskId = world.create("a brass kettle");
            world.advance(Duration.ofMinutes(3));
            var refusal = readings.readings("store_refused").getFirst();
            assertEquals(403, refusal.path("status").asInt());
            assertEquals(1, refusal.path("StoreRefused").asInt());
            assertEquals(
                    "running",
                    world.get("/api/images/" + taskId).json().path("status").asText());
            assertTrue(world.historyOf(taskId).contains(StoreUnavailable.class.getName()));

            var page = world.get("/generations/" + taskId + ".png");
            assertEquals(503, page.status());
            assertEquals("temporarily_unavailable", page.json().path("code").asText());
            world.get("/generations/another.png");
            var lines = said.lines().stream()
                    .map(line -> line.replaceAll("(?s).*(the store did not)", "$1"))
                    .toList();
            assertEquals(2, lines.size(), lines.toString());
            assertEquals(lines.getFirst(), lines.getLast(), "no request has words of its own");

            answer = 200;
            words = "all of it";
            assertEquals(200, world.get("/generations/a.png").status(), "also where HEAD leaves the length out");
        }
    }

    @Test
    void whatIsMissingOfItIsSaidInSentencesBeforeAnythingStarts() {
        var endpoint = Map.of("MEDIA_S3_ENDPOINT", settings().get("MEDIA_S3_ENDPOINT"));
        var said = assertThrows(
                        CannotStart.class, () -> TestSystem.start(endpoint).close())
                .getMessage();
        for (var name : settings().keySet()) {
            assertEquals(
                    !endpoint.containsKey(name),
                    said.contains("The setting " + name + " is missing, and MEDIA_S3_ENDPOINT needs it."),
                    said);
        }
        assertFalse(said.contains("\n"), said);
    }
}
