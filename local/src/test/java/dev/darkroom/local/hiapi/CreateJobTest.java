package dev.darkroom.local.hiapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.local.hiapi.marks.CreateMark;
import dev.darkroom.local.hiapi.marks.JobMark;
import dev.darkroom.local.hiapi.marks.RequestedMark;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateJobTest {

    private final Desk desk = new Desk(Desk.SMALL);

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void answersAtOnceWithAnId() throws Exception {
        var answer = desk.create(Desk.body("a kettle"));
        assertEquals(200, answer.statusCode());
        assertEquals("success", Desk.json(answer).path("message").asText());
        assertTrue(Desk.id(answer).matches("tk-hiapi-[0-9A-HJKMNP-TV-Z]{26}"), answer::body);
        assertEquals(1, desk.hiapi.billed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{}",
                "{\"model\":\"Nano-Banana-2\"}",
                "{\"model\":\"x\",\"input\":{\"prompt\":\"a\"}}",
                "{\"model\":\"Nano-Banana-2\",\"input\":{\"prompt\":\"a\"},\"n\":2}",
                "{\"model\":\"Nano-Banana-2\",\"input\":{\"prompt\":\"a\",\"prompt\":\"b\"}}",
                "{\"model\":\"Nano-Banana-2\",\"input\":{\"prompt\":\"a\"},\"storage\":\"cold\"}",
                "{\"model\":\"Nano-Banana-2\",\"input\":{\"prompt\":\"a\"},\"route\":\"ext\"}",
                "{\"model\":\"Nano-Banana-2\",\"input\":{\"prompt\":\"a\"},\"callback\":{\"url\":\"ftp://a.example\"}}",
                "{\"model\":\"Nano-Banana-2\",\"input\":{\"prompt\":\"a\"},\"callback\":{\"url\":\"https://a.example\",\"when\":\"start\"}}"
            })
    void refusesWhatIsWrong(String body) throws Exception {
        var answer = desk.create(body);
        assertEquals(400, answer.statusCode(), answer::body);
        assertEquals("INVALID_REQUEST", Desk.json(answer).path("error_code").asText());
        assertEquals(0, desk.hiapi.billed());
    }

    @Test
    void refusesAnotherTypeAndALongBody() throws Exception {
        var text = desk.tasks("").header("Content-Type", "text/plain").POST(BodyPublishers.ofString(Desk.body("a")));
        assertEquals(415, desk.send(text).statusCode());
        var none = desk.tasks("").POST(BodyPublishers.ofString(Desk.body("a")));
        assertEquals(200, desk.send(none).statusCode());
        assertEquals(413, desk.create(" ".repeat(10 * 1024 * 1024 + 1)).statusCode());
    }

    @Test
    void aKeyIsNeeded() throws Exception {
        var without = desk.client.send(
                HttpRequest.newBuilder(URI.create(desk.hiapi.baseUrl() + "/tasks"))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(401, without.statusCode());
        assertTrue(without.headers().firstValue("X-RateLimit-Limit").isPresent());
        try (var strict = new Desk(Desk.SMALL.withApiKey("sk-other"))) {
            var answer = strict.create(Desk.body("a"));
            assertEquals(401, answer.statusCode());
            assertEquals(
                    "permission_denied",
                    Desk.json(answer).path("error").path("code").asText());
        }
    }

    @Test
    void theSameKeyIsTheSameJob() throws Exception {
        var first = desk.create(Desk.body("a"), "k");
        var second = desk.create(Desk.body("a"), "k");
        assertEquals(Desk.id(first), Desk.id(second));
        assertFalse(first.headers().firstValue("Idempotent-Replay").isPresent());
        assertEquals("true", second.headers().firstValue("Idempotent-Replay").orElseThrow());
        var other = desk.create(Desk.body("b"), "k");
        assertEquals(422, other.statusCode());
        assertEquals(
                "IDEMPOTENCY_KEY_MISMATCH", Desk.json(other).path("error_code").asText());
        assertEquals(1, desk.hiapi.billed("k"));
        desk.timeline.advance(Duration.ofHours(24));
        assertEquals(200, desk.create(Desk.body("b"), "k").statusCode());
        assertEquals(2, desk.hiapi.billed("k"));
        assertEquals(400, desk.create(Desk.body("a"), "k".repeat(256)).statusCode());
    }

    @Test
    void aKeyInFlightIsToldToWait() throws Exception {
        var body = Desk.body("a [[slow=20]]");
        var first = desk.client.sendAsync(
                desk.posting(body).header("Idempotency-Key", "k").build(), BodyHandlers.ofString());
        desk.awaitHeldBack(1);
        var second = desk.create(body, "k");
        assertEquals(409, second.statusCode());
        assertEquals("5", second.headers().firstValue("Retry-After").orElseThrow());
        assertEquals(
                "IDEMPOTENCY_KEY_PROCESSING",
                Desk.json(second).path("error_code").asText());
        desk.advance(20);
        assertEquals(Desk.id(first.join()), Desk.id(desk.create(body, "k")));
        assertEquals(1, desk.hiapi.billed());
    }

    @Test
    void aRefusalIsForgottenUnlessItIsToBeKept() throws Exception {
        var body = Desk.body("a [[503]]");
        assertEquals(503, desk.create(body, "k").statusCode());
        assertEquals(200, desk.create(body, "k").statusCode());
        try (var keeping = new Desk(Desk.SMALL.withHabits(new SimulatorOptions.Habits(true, true, true)))) {
            assertEquals(503, keeping.create(body, "k").statusCode());
            assertEquals(503, keeping.create(body, "k").statusCode());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "429x2, 429, 2",
        "503x2, 503, 2",
        "500x2, 500, 2",
        "429, 429, 1",
        "401, 401, 9",
        "402, 402, 9",
        "403, 403, 9",
        "400x1, 400, 1"
    })
    void refusesAsOftenAsTold(String mark, int status, int times) throws Exception {
        var body = Desk.body("a [[" + mark + "]]");
        for (var i = 0; i < Math.min(3, times); i++) {
            assertEquals(status, desk.create(body, "k").statusCode());
        }
        assertEquals(0, desk.hiapi.billed());
        if (times < 9) {
            assertEquals(200, desk.create(body, "k").statusCode());
        }
    }

    @Test
    void aDroppedAnswerLeavesAJobBehind() throws Exception {
        var body = Desk.body("a [[dropx2]]");
        assertThrows(IOException.class, () -> desk.create(body, "k"));
        assertThrows(IOException.class, () -> desk.create(body, "k"));
        assertEquals(
                Desk.id(desk.create(body, "k")), desk.hiapi.jobs().getFirst().id());
        assertEquals(1, desk.hiapi.billed("k"));
    }

    @Test
    void misbehavesForATestWithoutAPrompt() throws Exception {
        desk.hiapi.misbehave(RequestedMark.repeat(CreateMark.TOO_MANY, 1), RequestedMark.with(JobMark.FAIL, "NO_IDEA"));
        assertEquals(429, desk.create(Desk.body("a"), "k").statusCode());
        var id = Desk.id(desk.create(Desk.body("a"), "k"));
        desk.hiapi.misbehave();
        assertEquals("NO_IDEA", desk.hiapi.job(id).failure());
        assertEquals(200, desk.create(Desk.body("b"), "other").statusCode());
    }
}
