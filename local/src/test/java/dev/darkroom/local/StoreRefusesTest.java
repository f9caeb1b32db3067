package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.media.StoreUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store of the owner's own that refuses the keys: that is the owner's to mend, and no file is said to be gone. */
class StoreRefusesTest {

    private HttpServer store;

    @BeforeEach
    void open() throws IOException {
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(403, -1);
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

    @Test
    void theOwnerIsToldAndTheTaskWaits() {
        try (var readings = LogLines.ofReadings();
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
