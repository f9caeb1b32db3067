package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the click to the stored file, and every way in which that can go wrong, with time moved by hand. */
class JourneyTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Duration PAST_ANY_DEADLINE = Duration.ofMinutes(40);

    private static TestSystem world;

    @BeforeAll
    static void start() {
        world = TestSystem.start(
                Map.of(
                        "DAILY_LIMIT", "1000",
                        "DAILY_LIMIT_PER_ADDRESS", "1000",
                        "DAILY_BUDGET_USD", "1000",
                        "MONTHLY_BUDGET_USD", "1000"),
                options -> options);
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    private static JsonNode read(String taskId) {
        return world.get("/api/images/" + taskId).json();
    }

    private static JsonNode made(String prompt, Duration in) {
        var taskId = world.create(prompt);
        world.advance(in);
        return read(taskId);
    }

    /** What counts today, on a day that is long enough: at midnight the count starts again. */
    private static int usedOnADayOf(Duration length) {
        var end = LocalDate.ofInstant(world.now(), ZoneOffset.UTC).plusDays(1).atStartOfDay(ZoneOffset.UTC);
        var left = Duration.between(world.now(), end.toInstant());
        if (left.compareTo(length) <= 0) {
            world.advance(left.plusSeconds(1));
        }
        return used();
    }

    private static int used() {
        return world.get("/api/quota").json().path("used").asInt();
    }

    @Test
    void byCallbackAnImageCostsOneRequestAndTwoTransitions() {
        var requests = world.provider().requests();
        var before = requests.creates() + requests.reads();
        var taskId = world.create("a brass kettle");
        assertEquals("pending", read(taskId).path("status").asText());
        world.settle();
        assertEquals("running", read(taskId).path("status").asText());
        world.advance(Duration.ofSeconds(30));
        var task = read(taskId);
        assertEquals("success", task.path("status").asText());
        assertEquals(1, requests.creates() + requests.reads() - before);
        assertEquals(2, world.states().transitions(taskId));
        assertEquals(1, world.provider().billed(taskId));
    }

    @Test
    void successMeansTheTrueFileAtADurableAddress() {
        var task = made("a brass kettle at dusk", Duration.ofSeconds(30));
        var url = task.path("url").asText();
        assertEquals(world.url() + "/generations/" + task.path("taskId").asText() + ".png", url);
        var file = world.get(url.substring(world.url().toString().length()));
        assertEquals(200, file.status());
        assertEquals("image/png", file.header("Content-Type"));
        assertEquals("public, max-age=31536000, immutable", file.header("Cache-Control"));
        var output = task.path("outputs").path(0);
        assertEquals(file.bytes().length, output.path("bytes").asInt());
        assertEquals("image", output.path("kind").asText());
        assertTrue(output.path("width").asInt() > output.path("height").asInt());
        assertEquals("0.085", task.path("cost").path("usd").asText());
    }

    @Test
    void withoutACallbackTheMachinePolls() {
        var requests = world.provider().requests();
        var before = requests.creates() + requests.reads();
        var task = made("a kettle [[nocallback]] [[time=60]]", Duration.ofMinutes(3));
        assertEquals("success", task.path("status").asText());
        assertTrue(requests.creates() + requests.reads() - before <= 6);
        assertTrue(world.states().transitions(task.path("taskId").asText()) <= 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[429x3]]",
                "[[503x2]]",
                "[[500x2]]",
                "[[drop]]",
                "[[dropx3]]",
                "[[early]]",
                "[[callbackx5]]",
                "[[late=50]]",
                "[[late=600]]",
                "[[forged]]",
                "[[stale]]",
                "[[unsigned]]",
                "[[oversized]]",
                "[[stranger]]",
                "[[status=weird]]",
                "[[vanishx2]] [[nocallback]]",
                "[[garbledx2]] [[nocallback]]",
                "[[429readsx2]] [[nocallback]]",
                "[[expiredx1]]",
                "[[gonex1]]",
                "[[htmlx1]]",
                "[[emptyx1]]",
                "[[shortx1]]",
                "[[garbagex1]]",
                "[[chunked]]",
                "[[redirect]]",
                "[[outputs=3]]",
                "[[outputs=3]] [[gonex1]]",
                "[[429]] [[503]] [[drop]] [[early]] [[expiredx1]]"
            })
    void whateverHappensOnTheWayTheResultIsStoredOnceAndBilledOnce(String marks) {
        var before = usedOnADayOf(Duration.ofMinutes(12));
        var task = made("a kettle " + marks, Duration.ofMinutes(12));
        assertEquals("success", task.path("status").asText(), task.toString());
        assertEquals(1, world.provider().billed(task.path("taskId").asText()));
        assertEquals(before + 1, used());
        for (var output : task.path("outputs")) {
            var path =
                    output.path("url").asText().substring(world.url().toString().length());
            assertEquals(output.path("bytes").asInt(), world.get(path).bytes().length);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "[[401]], provider_auth",
        "[[402]], provider_balance",
        "[[403]], provider_permission",
        "[[400]], request_refused",
        "[[fail]], generation_failed",
        "[[fail=TASK_TIMEOUT]], provider_timeout",
        "[[fail=MODEL_UNAVAILABLE]], model_unavailable",
        "[[fail]] [[nocallback]], generation_failed",
        "[[nooutput]], no_output",
        "[[stuck]], timed_out",
        "[[vanish]] [[nocallback]], timed_out",
        "[[expired]], output_unusable",
        "[[html]], output_unusable",
        "[[empty]], output_unusable",
        "[[garbage]], output_unusable",
        "[[outputs=3]] [[garbage]], output_unusable",
        "[[short]], output_unusable",
        "[[gone]], output_unusable",
        "[[503x60]], provider_busy"
    })
    void aFailureIsNamedAndDoesNotCount(String marks, String code) {
        var before = usedOnADayOf(PAST_ANY_DEADLINE);
        var task = made("a kettle " + marks, PAST_ANY_DEADLINE);
        assertEquals("fail", task.path("status").asText(), task.toString());
        assertEquals(code, task.path("error").path("code").asText());
        assertFalse(task.path("error").path("charged").asBoolean(true));
        assertFalse(task.path("error").path("message").asText().isBlank());
        assertTrue(task.path("url").isNull());
        assertEquals(before, used());
    }

    @Test
    void aCallbackAfterTheDeadlineChangesNothing() {
        var taskId = world.create("a kettle [[stuck]]");
        world.advance(PAST_ANY_DEADLINE);
        assertEquals("timed_out", read(taskId).path("error").path("code").asText());
        world.provider().finish(world.jobOf(taskId));
        world.advance(A_MINUTE);
        assertEquals("fail", read(taskId).path("status").asText());
    }

    @Test
    void theSameClickIsTheSameTask() {
        var body = "{\"prompt\":\"one click\"}";
        var first = world.post("/api/images", body, "Idempotency-Key", "click-1");
        var second = world.post("/api/images", body, "Idempotency-Key", "click-1");
        assertEquals(202, first.status());
        assertEquals(200, second.status());
        assertEquals(first.json(), second.json());
        var other = world.post("/api/images", "{\"prompt\":\"another\"}", "Idempotency-Key", "click-1");
        assertEquals(422, other.status());
        assertEquals("idempotency_key_reused", other.code());
        world.advance(A_MINUTE);
        assertEquals(1, world.provider().billed(first.json().path("taskId").asText()));
    }

    @Test
    void aStrangerSeesTheImageButNotThePromptOrTheCost() {
        var task = made("my own words", A_MINUTE);
        var seen = world.stranger()
                .get("/api/images/" + task.path("taskId").asText())
                .json();
        assertEquals(task.path("url"), seen.path("url"));
        assertFalse(seen.has("prompt"));
        assertFalse(seen.has("cost"));
        assertEquals(
                404,
                world.stranger()
                        .delete("/api/images/" + task.path("taskId").asText())
                        .status());
    }

    @Test
    void whatIsDeletedIsGone() {
        var task = made("soon gone", A_MINUTE);
        var path = "/api/images/" + task.path("taskId").asText();
        assertEquals(204, world.delete(path).status());
        assertEquals(404, world.get(path).status());
        assertEquals(
                404,
                world.get("/generations/" + task.path("taskId").asText() + ".png")
                        .status());
        assertEquals(404, world.delete(path).status());
    }

    @Test
    void aRunningTaskThatIsDeletedIsNotFetchedAndItsCallbackIsAcknowledged() {
        var before = usedOnADayOf(Duration.ofMinutes(30));
        var taskId = world.create("unwanted");
        world.settle();
        assertEquals(204, world.delete("/api/images/" + taskId).status());
        var outputs = world.provider().requests().outputs();
        world.advance(Duration.ofMinutes(30));
        assertEquals(404, world.get("/api/images/" + taskId).status());
        assertEquals(outputs, world.provider().requests().outputs());
        assertEquals(before + 1, used(), "deleting gives nothing back");
    }

    @Test
    void theStateMachineCarriesNoPromptNoAddressAndNoSecret() {
        var task = made("a very secret prompt", A_MINUTE);
        var history = world.historyOf(task.path("taskId").asText());
        assertFalse(history.contains("secret prompt"), history);
        assertFalse(history.contains("http"), history);
    }

    @Test
    void anExecutionThatIsStoppedStillEndsItsTask() {
        var before = usedOnADayOf(A_MINUTE);
        var taskId = world.create("a kettle [[stuck]]");
        world.settle();
        world.states().stop(taskId);
        world.advance(A_MINUTE);
        assertEquals("fail", read(taskId).path("status").asText());
        assertEquals(before, used());
    }

    @Test
    void historyIsNewestFirstAndSurvivesARestart() throws Exception {
        try (var own = TestSystem.start()) {
            var first = own.create("the first");
            own.advance(Duration.ofSeconds(30));
            var second = own.create("the second");
            own.settle();
            own.restart();
            // Its port is another now: the callback does not arrive, and the net is polled.
            own.advance(Duration.ofMinutes(3));
            var tasks = own.get("/api/images").json().path("tasks");
            assertEquals(second, tasks.path(0).path("taskId").asText());
            assertEquals(first, tasks.path(1).path("taskId").asText());
            assertEquals("success", tasks.path(0).path("status").asText());
            assertEquals(1, own.provider().billed(second));
            assertNotEquals(first, second);
        }
    }

    @Test
    void theEleventhOfTheDayIsRefusedInFriendlyWords() throws Exception {
        try (var own = TestSystem.start()) {
            for (var i = 0; i < 10; i++) {
                own.create("number " + i);
            }
            var refused = own.post("/api/images", "{\"prompt\":\"the eleventh\"}");
            assertEquals(429, refused.status());
            assertEquals("daily_limit_reached", refused.code());
            var seconds = Integer.parseInt(refused.header("Retry-After"));
            assertTrue(seconds > 0 && seconds <= 86_400, "until midnight: " + seconds);
            assertEquals(0, own.get("/api/quota").json().path("remaining").asInt());
        }
    }
}
