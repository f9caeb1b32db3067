package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.local.hiapi.SimulatedHiapi;
import dev.darkroom.local.hiapi.SimulatorOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a key and a provider of the developer's own: no callbacks unless they are set up, so the machine polls. */
class OwnProviderTest {

    @Test
    void aProviderOnLoopbackIsPolledAndItsOutputsAreStored() throws Exception {
        var elsewhere = new ManualTimeline(Instant.now());
        var options = SimulatorOptions.defaults().withApiKey("sk-own").withPixelsAt1K(64 * 64);
        try (var provider = SimulatedHiapi.open(options, elsewhere);
                var world =
                        TestSystem.start(Map.of("HIAPI_API_KEY", "sk-own\n", "HIAPI_BASE_URL", provider.baseUrl()))) {
            var taskId = world.create("with my own key [[time=60]]");
            for (var second = 0; second < 150; second++) {
                world.advance(Duration.ofSeconds(1));
                elsewhere.advance(Duration.ofSeconds(1));
            }
            var task = world.get("/api/images/" + taskId).json();
            assertEquals("success", task.path("status").asText(), task.toString());
            assertEquals(1, provider.billed(taskId));
            assertEquals(0, provider.callbacksSent());
            assertTrue(provider.requests().creates() + provider.requests().reads() <= 6);
            assertTrue(world.states().transitions(taskId) <= 20);
        }
    }

    @Test
    void aKeyThatIsRefusedForAWhileLosesNoImageThatIsPaidFor(@TempDir Path folder) throws Exception {
        var elsewhere = new ManualTimeline(Instant.now());
        var options = SimulatorOptions.defaults()
                .withApiKey("sk-own")
                .withFolder(folder)
                .withPixelsAt1K(64 * 64);
        var own = SimulatedHiapi.open(options, elsewhere);
        var address = own.baseUrl();
        try (var world = TestSystem.start(Map.of("HIAPI_API_KEY", "sk-own", "HIAPI_BASE_URL", address))) {
            var taskId = world.create("while the key is rotated [[time=30]]");
            world.settle();
            own.close();
            try (var rotated = SimulatedHiapi.open(options.withApiKey("sk-another"), elsewhere)) {
                assertEquals(address, rotated.baseUrl());
                elsewhere.advance(Duration.ofMinutes(2));
                world.advance(Duration.ofMinutes(2));
                assertEquals(
                        "running",
                        world.get("/api/images/" + taskId).json().path("status").asText());
            }
            try (var back = SimulatedHiapi.open(options, elsewhere)) {
                world.advance(Duration.ofMinutes(1));
                assertEquals(
                        "success",
                        world.get("/api/images/" + taskId).json().path("status").asText());
                assertEquals(1, back.billed(taskId));
            }
        }
    }

    @Test
    void aProviderThatIsDownIsTriedAgainWhileTheVisitorHasATask() throws Exception {
        var elsewhere = new ManualTimeline(Instant.now());
        var options = SimulatorOptions.defaults().withApiKey("sk-own").withPixelsAt1K(64 * 64);
        int port;
        try (var gone = SimulatedHiapi.open(options, elsewhere)) {
            port = URI.create(gone.baseUrl()).getPort();
        }
        try (var world = TestSystem.start(
                Map.of("HIAPI_API_KEY", "sk-own", "HIAPI_BASE_URL", "http://127.0.0.1:" + port + "/v1"))) {
            var taskId = world.create("while it is down [[time=5]]");
            world.advance(Duration.ofSeconds(30));
            assertEquals(
                    "pending",
                    world.get("/api/images/" + taskId).json().path("status").asText());
            try (var back = SimulatedHiapi.open(options.withPort(port), elsewhere)) {
                for (var second = 0; second < 400; second++) {
                    world.advance(Duration.ofSeconds(1));
                    elsewhere.advance(Duration.ofSeconds(1));
                }
                var task = world.get("/api/images/" + taskId).json();
                assertEquals("success", task.path("status").asText(), task.toString());
                assertEquals(1, back.billed(taskId));
            }
        }
    }
}
