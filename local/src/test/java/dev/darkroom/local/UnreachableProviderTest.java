package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.local.hiapi.SimulatedHiapi;
import dev.darkroom.local.hiapi.SimulatorOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider that is not to be reached is named at the first try; the task goes on trying, and then says so. */
class UnreachableProviderTest {

    /** More than all of Submit's tries take: twenty waits of a minute at most. */
    private static final Duration UNTIL_GIVEN_UP = Duration.ofMinutes(25);

    private static final String KEY = "sk-not-to-be-told";

    private static TestSystem with(String address, String... more) {
        var settings = new HashMap<>(Map.of("HIAPI_API_KEY", KEY, "HIAPI_BASE_URL", address));
        for (var i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return TestSystem.start(settings);
    }

    private static String refusing(String scheme) throws IOException {
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return scheme + "://127.0.0.1:" + closed.getLocalPort();
        }
    }

    private static String spent(TestSystem world) {
        return world.item("site").get("daySpent").n();
    }

    @ParameterizedTest
    @CsvSource({
        "http://hiapi.invalid/v1, hiapi.invalid:80, its name does not resolve, unknown_host",
        "https://hiapi.invalid/v1, hiapi.invalid:443, its name does not resolve, unknown_host",
        "http, '', the connection was refused, refused",
        "https, '', the connection was refused, refused",
        "tls, '', no secure connection came about, not_secure"
    })
    void itIsNamedAtOnceAndTheTaskSaysSoInTheEnd(String url, String address, String why, String word) throws Exception {
        try (var untrusted = new UntrustedServer();
                var log = LogLines.of("dev.darkroom", Level.INFO);
                var readings = LogLines.ofReadings()) {
            var base = url.equals("tls") ? untrusted.url() : url.contains(":") ? url : refusing(url);
            try (var world = with(base)) {
                var taskId = world.create("a very secret prompt");
                world.settle();
                var where = address.isEmpty() ? URI.create(base).getAuthority() : address;
                var named = log.lines().stream()
                        .filter(line -> line.startsWith("HiAPI cannot be reached at " + where + ": " + why))
                        .count();
                assertEquals(1, named, "at the first try: " + log.lines());
                assertEquals("pending", task(world, taskId).path("status").asText());
                var reading = readings.readings("provider_unreachable").getFirst();
                assertEquals(1, reading.path("ProviderUnreachable").asInt());
                assertEquals(word, reading.path("reason").asText());

                world.advance(UNTIL_GIVEN_UP);
                var task = task(world, taskId);
                assertEquals("fail", task.path("status").asText(), task.toString());
                assertEquals("provider_unreachable", task.at("/error/code").asText());
                var receipt = readings.readings("task").getFirst();
                assertEquals("provider_unreachable", receipt.path("code").asText());
                assertFalse(receipt.path("charged").asBoolean(), "nothing was ever sent");
                assertEquals("0", spent(world));
                assertEquals(0, world.get("/api/quota").json().path("used").asInt());
                assertFalse(String.join("\n", log.lines()).contains(KEY), "the key is nobody's business");
                assertFalse(world.historyOf(taskId).contains("127.0.0.1"), "a history names no host");
                assertFalse(task.toString().contains("127.0.0.1"));
            }
        }
    }

    /** Rule 7 of the house, for money: what may have been heard stays spent, whatever happened afterwards. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 85000", "20, 85000"})
    void whatMayHaveBeenHeardIsNeverSaidToCostNothing(int heard, String spent) throws Exception {
        try (var server = new BreakingServer(heard);
                var readings = LogLines.ofReadings();
                var world = with(server.url())) {
            var taskId = world.create("a kettle");
            for (var second = 0; second < UNTIL_GIVEN_UP.toSeconds(); second += 10) {
                world.advance(Duration.ofSeconds(10));
            }
            var task = task(world, taskId);
            assertEquals("provider_unreachable", task.at("/error/code").asText(), task.toString());
            assertEquals(
                    !spent.equals("0"),
                    readings.readings("task").getFirst().path("charged").asBoolean());
            assertEquals(spent, spent(world));
            assertEquals(0, world.get("/api/quota").json().path("used").asInt(), "the unit comes back");
        }
    }

    @Test
    void aDeadlineThatComesFirstSaysTheSame() throws Exception {
        try (var world = with(refusing("http"), "TASK_DEADLINE_SECONDS", "60")) {
            var taskId = world.create("a kettle");
            world.advance(UNTIL_GIVEN_UP);
            assertEquals(
                    "provider_unreachable",
                    task(world, taskId).at("/error/code").asText());
            assertEquals("0", spent(world));
        }
    }

    @Test
    void onceItIsThereAgainTheImageIsMadeAndAPlaceIsFree() throws Exception {
        var elsewhere = new ManualTimeline(Instant.now());
        var options = SimulatorOptions.defaults().withApiKey(KEY).withPixelsAt1K(64 * 64);
        var address = refusing("http");
        try (var world = with(address)) {
            var taskId = world.create("a kettle [[time=5]]");
            world.advance(Duration.ofMinutes(3));
            assertEquals("pending", task(world, taskId).path("status").asText());
            try (var back =
                    SimulatedHiapi.open(options.withPort(URI.create(address).getPort()), elsewhere)) {
                for (var second = 0; second < 400; second++) {
                    world.advance(Duration.ofSeconds(1));
                    elsewhere.advance(Duration.ofSeconds(1));
                }
                assertEquals("success", task(world, taskId).path("status").asText());
                assertEquals(1, back.billed(taskId));
            }
        }
    }

    /** A job that is under way is waited for, however long nobody answers; each look in vain is named. */
    @Test
    void whileItIsPolledAProviderThatIsGoneIsWaitedFor() throws Exception {
        var elsewhere = new ManualTimeline(Instant.now());
        var options = SimulatorOptions.defaults().withApiKey(KEY).withPixelsAt1K(64 * 64);
        var address = refusing("http");
        var there = options.withPort(URI.create(address).getPort());
        try (var folder = TemporaryFolder.make("provider");
                var log = LogLines.of("dev.darkroom", Level.WARNING);
                var readings = LogLines.ofReadings();
                var world = with(address)) {
            String taskId;
            try (var provider = SimulatedHiapi.open(there.withFolder(folder.path()), elsewhere)) {
                taskId = world.create("a kettle [[time=30]]");
                world.settle();
                assertEquals("running", task(world, taskId).path("status").asText());
            }
            world.advance(Duration.ofMinutes(10));
            assertEquals("running", task(world, taskId).path("status").asText());
            assertTrue(log.lines().stream().anyMatch(line -> line.startsWith("HiAPI cannot be reached at ")));
            assertTrue(readings.readings("provider_unreachable").size() > 5);
            try (var back = SimulatedHiapi.open(there.withFolder(folder.path()), elsewhere)) {
                elsewhere.advance(Duration.ofMinutes(10));
                world.advance(Duration.ofMinutes(1));
                assertEquals("success", task(world, taskId).path("status").asText());
                assertEquals(1, back.billed(taskId));
            }
        }
    }

    private static JsonNode task(TestSystem world, String taskId) {
        return world.get("/api/images/" + taskId).json();
    }
}
