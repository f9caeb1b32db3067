package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.Live;
import dev.darkroom.Settings;
import dev.darkroom.house.House;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a function in SAM's container is told of the system that runs here. */
class SamSettingsTest {

    @TempDir
    private Path data;

    /** The loopback address stands in for Docker's bridge, which is not everywhere. */
    @Test
    void theyLieInTheDataFolderAsLongAsItRuns() throws Exception {
        try (var killed = DataFolder.open(data, false)) {
            SamSettings.write(killed.path(), running(), UnaryOperator.identity());
        }
        try (var timeline = new RealTimeline();
                var local = started(timeline);
                var containers =
                        Containers.on(new DockerBridge(InetAddress.getLoopbackAddress(), 8), Duration.ofMinutes(1));
                var file = SamSettings.write(data, local.settings(), containers::expose)) {
            assertFalse(greeting(local, false).contains("container"));
            assertTrue(greeting(local, true)
                    .contains(data.resolve(SamSettings.FILE).toString()));
            assertTrue(
                    greeting(local, true).contains("every container on Docker's default network"), "who may do what");
            var told = settings(Files.readString(data.resolve(SamSettings.FILE)));
            assertEquals(local.settings().get("STATE_MACHINE_ARN"), told.get("STATE_MACHINE_ARN"));
            assertNotEquals(local.settings().get("HIAPI_BASE_URL"), told.get("HIAPI_BASE_URL"), "by another door");
            // A function made of them, and of what SAM gives each, works on this system, and has no secret of AWS's to
            // ask for.
            told.putAll(Map.of(
                    "AWS_REGION", "eu-central-1",
                    "AWS_ACCESS_KEY_ID", "defaultkey",
                    "AWS_SECRET_ACCESS_KEY", "defaultsecret"));
            var function = new Live(told, InstantSource.system(), reading -> {});
            assertEquals(Optional.empty(), function.tasks().find("none"));
            assertEquals(Optional.empty(), function.uploads().find("uploads/none"));
            for (var name : Settings.NAMES) {
                assertTrue(told.containsKey(name), name + " would be what the template says");
                assertFalse(name.endsWith("_SECRET_ARN") && !told.get(name).isEmpty(), name);
            }
            file.close();
            assertFalse(Files.exists(data.resolve(SamSettings.FILE)));
        }
    }

    private String greeting(Local local, boolean sam) {
        return StartupMessage.of(local, new Arguments(House.ROOT, data, 0, false, false, sam))
                .toString();
    }

    /** Without {@code --sam}: what a killed run has left is taken away by any. */
    private Local started(Timeline timeline) {
        var local = Local.start(new Arguments(House.ROOT, data, 0, false), timeline, Map.of());
        assertFalse(Files.exists(data.resolve(SamSettings.FILE)), "the provider's key would stay");
        return local;
    }

    /** SAM leaves out what the template does not name, without a word. */
    @Test
    void theTemplateNamesEachOfThem() {
        var named = House.variables().keySet();
        var told = new TreeSet<>(
                SamSettings.all(running(), UnaryOperator.identity()).keySet());
        told.removeAll(named);
        assertEquals(new TreeSet<>(), told);
        assertEquals(
                new TreeSet<>(named),
                new TreeSet<>(
                        SamSettings.all(running(), UnaryOperator.identity()).keySet()));
    }

    @Test
    void aContainerAsksThisMachineByTheNameThatItHasThere() {
        var told = SamSettings.all(running(), Containers.ofDockerDesktop()::expose);
        assertEquals("http://host.docker.internal:1001", told.get("MEDIA_S3_ENDPOINT"));
        assertEquals("http://host.docker.internal:1002", told.get("AWS_ENDPOINT_URL_DYNAMODB"));
        assertEquals("http://host.docker.internal:1003/v1", told.get("HIAPI_BASE_URL"));
        assertEquals("http://localhost:8080", told.get("MEDIA_BASE_URL"), "a browser's");
        assertEquals("http://localhost:8080", told.get("CALLBACK_BASE_URL"), "the provider's");
    }

    @Test
    void aStoreOfOnesOwnIsTheFunctionsToo() {
        var running = running();
        running.putAll(Map.of(
                "MEDIA_S3_ENDPOINT", "https://r2.example.com",
                "MEDIA_S3_REGION", "auto",
                "MEDIA_S3_ACCESS_KEY_ID", "mine"));
        var told = SamSettings.all(running, Containers.ofDockerDesktop()::expose);
        assertEquals("https://r2.example.com", told.get("MEDIA_S3_ENDPOINT"));
        assertEquals("auto", told.get("MEDIA_S3_REGION"));
        assertEquals("mine", told.get("MEDIA_S3_ACCESS_KEY_ID"));
    }

    private static Map<String, String> running() {
        return new HashMap<>(Map.of(
                "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1001",
                "AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:1002",
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "darkroom",
                "AWS_SECRET_ACCESS_KEY", "local",
                "HIAPI_BASE_URL", "http://127.0.0.1:1003/v1",
                "MEDIA_BASE_URL", "http://localhost:8080",
                "CALLBACK_BASE_URL", "http://localhost:8080"));
    }

    private static Map<String, String> settings(String file) throws Exception {
        var settings = new HashMap<String, String>();
        JsonNode parameters = new ObjectMapper().readTree(file).get("Parameters");
        parameters
                .properties()
                .forEach(one -> settings.put(one.getKey(), one.getValue().asText()));
        return settings;
    }
}
