package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.Settings;
import dev.darkroom.catalog.Catalog;
import dev.darkroom.catalog.Model;
import dev.darkroom.catalog.Price;
import dev.darkroom.local.front.LocalFront;
import dev.darkroom.task.Allowance;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping and starting again. */
class LocalTest {

    @TempDir
    private Path folder;

    @Test
    void anImageAndItsTaskOutliveARestart() throws IOException {
        try (var system = TestSystem.start()) {
            var id = system.create("a brass kettle");
            system.advance(Duration.ofMinutes(2));
            var before = system.get("/api/images/" + id).json();
            assertEquals("success", before.path("status").asText(), before.toString());

            system.restart();

            var after = system.get("/api/images/" + id).json();
            assertEquals("success", after.path("status").asText());
            assertEquals("a brass kettle", after.path("prompt").asText(), "the cookie's key outlives it, too");
            var path = URI.create(after.path("url").asText()).getPath();
            assertTheFileIsServed(
                    system,
                    path,
                    after.path("outputs").path(0).path("contentType").asText());
        }
    }

    private static void assertTheFileIsServed(TestSystem system, String path, String type) {
        var caller = system.stranger();
        var whole = caller.get(path);
        assertEquals(200, whole.status());
        assertEquals(type, whole.header("Content-Type"));
        assertEquals("public, max-age=31536000, immutable", whole.header("Cache-Control"));

        var part = caller.get(path, "Range", "bytes=2-5");
        assertEquals(206, part.status());
        assertEquals("bytes 2-5/" + whole.bytes().length, part.header("Content-Range"));
        assertArrayEquals(Arrays.copyOfRange(whole.bytes(), 2, 6), part.bytes());

        var behind = caller.get(path, "Range", "bytes=999999999-");
        assertEquals(416, behind.status());
        assertEquals("bytes */" + whole.bytes().length, behind.header("Content-Range"));
        assertEquals(200, caller.get(path, "Range", "bytes=5-2").status());
        assertEquals(200, caller.get(path, "Range", "nonsense").status());
        assertEquals(
                200,
                caller.get(path, "Range", "bytes=2-5", "If-Range", "\"other\"").status());

        var unchanged = caller.get(path, "If-None-Match", whole.header("ETag"));
        assertEquals(304, unchanged.status());
        assertEquals(whole.header("ETag"), unchanged.header("ETag"));
        assertEquals(whole.header("Cache-Control"), unchanged.header("Cache-Control"));
        var weak = "\"other\", W/" + whole.header("ETag");
        assertEquals(304, caller.get(path, "If-None-Match", weak).status());

        var head = caller.send("HEAD", path, null);
        assertEquals(200, head.status());
        assertEquals(whole.header("Content-Length"), head.header("Content-Length"));
        assertEquals(404, caller.get("/generations/nothing.png").status());
    }

    @Test
    void aBusyPortIsSaidInOneSentence() throws Exception {
        try (var other = LocalFront.bind(0)) {
            var port = other.url().getPort();

            assertEquals(
                    String.format(
                            Locale.ROOT,
                            "Port %d is in use: stop the other program or choose another with --port.",
                            port),
                    refusal(new Arguments(TestSystem.home(), folder, port, false), Map.of()));
        }
    }

    @Test
    void aBadSettingNamesItself() {
        var message = refusal(arguments(folder), Map.of("DAILY_LIMIT", "many"));

        assertTrue(message.contains("DAILY_LIMIT") && message.contains("many"), message);
    }

    @Test
    void aProviderOfOnesOwnNeedsAKey() {
        assertEquals(
                "The setting HIAPI_API_KEY is missing.",
                refusal(arguments(folder), Map.of("HIAPI_BASE_URL", "https://api.hiapi.ai/v1")));
    }

    @Test
    void aFolderOfSomethingElseIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "years of work");

        var message = refusal(new Arguments(TestSystem.home(), folder, 0, true), Map.of());

        assertTrue(message.contains("has other files in it"), message);
        assertTrue(Files.exists(folder.resolve("thesis.txt")));
    }

    @Test
    void twoRunsDoNotShareAFolder() throws IOException {
        try (var first = DataFolder.open(folder, false)) {
            assertFalse(Files.exists(first.makeFolder("x").resolve("y")));

            assertTrue(refusal(arguments(folder), Map.of()).contains("in use by another ./run"));
        }
    }

    @Test
    void freshEmptiesAFolderOfOurs() throws IOException {
        try (var first = DataFolder.open(folder, false)) {
            Files.writeString(first.makeFolder("media").resolve("old.png"), "old");
        }
        try (var second = DataFolder.open(folder, true)) {
            assertFalse(Files.exists(second.makeFolder("media").resolve("old.png")));
        }
    }

    @Test
    void aSecretIsDrawnOnceAndIsItsOwnersAlone() throws IOException {
        var secret = new Secrets(folder).getOrCreate("one");

        assertEquals(secret, new Secrets(folder).getOrCreate("one"));
        assertEquals(43, secret.length());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("one"))));
    }

    /** A hundred times what AWS's visitors have, and dollars that do not run out before that. */
    @Test
    void whoPlaysWithTheSimulatorIsNotStopped() {
        var play = limits(Map.of());
        assertEquals(1000, play.perVisitor());
        assertEquals(3000, play.perAddress());
        var dearest = Catalog.load().models().stream()
                .filter(Model::isPriced)
                .flatMap(model -> model.prices().stream().map(price -> longest(model, price)))
                .max(Long::compare)
                .orElseThrow();
        assertTrue(play.dailyMicroDollars() >= dearest * play.perAddress(), "the dearest is " + dearest);
        assertTrue(play.monthlyMicroDollars() >= 31 * play.dailyMicroDollars());
    }

    @Test
    void whatIsAskedForIsHonouredAlsoWithTheSimulator() {
        var asked = Map.of(
                "DAILY_LIMIT", "3",
                "DAILY_LIMIT_PER_ADDRESS", "4",
                "DAILY_BUDGET_USD", "5",
                "MONTHLY_BUDGET_USD", "6");
        assertEquals(new Allowance(3, 4, 5_000_000, 6_000_000), limits(asked));
    }

    @Test
    void withAKeyTheLimitsAreThoseOfAws() {
        var own = Map.of("HIAPI_API_KEY", "sk-own", "HIAPI_BASE_URL", "http://127.0.0.1:9");
        assertEquals(new Settings(Map.of()).allowance(), limits(own));
    }

    private static long longest(Model model, Price price) {
        return price.microDollars(
                model.durations() == null ? null : model.durations().max());
    }

    /** What the functions are set to, which is what the API tells. */
    private Allowance limits(Map<String, String> settings) {
        try (var timeline = new RealTimeline();
                var local = Local.start(arguments(folder), timeline, settings)) {
            var allowance = local.live().settings().allowance();
            var told = new Caller(local.url()).get("/api/quota").json();
            assertEquals(allowance.perVisitor(), told.path("limit").asInt());
            return allowance;
        }
    }

    private static Arguments arguments(Path data) {
        return new Arguments(TestSystem.home(), data, 0, false);
    }

    private static String refusal(Arguments arguments, Map<String, String> settings) {
        var timeline = new ManualTimeline(Instant.parse("2026-11-22T00:00:00Z"));
        return assertThrows(CannotStart.class, () -> Local.start(arguments, timeline, settings))
                .getMessage();
    }
}
