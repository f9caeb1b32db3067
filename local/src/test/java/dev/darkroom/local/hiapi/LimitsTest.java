package dev.darkroom.local.hiapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class LimitsTest {

    @Test
    void sixtyRequestsInAnyMinuteWhateverIsAsked() throws Exception {
        try (var desk = new Desk(Desk.SMALL.withLimits(60, 10, 0))) {
            var id = desk.made("a");
            for (var i = 0; i < 58; i++) {
                desk.advance(1);
                assertEquals(200, desk.read(id).statusCode());
            }
            var last = desk.read(id);
            assertEquals("60", header(last, "X-RateLimit-Limit"));
            assertEquals("0", header(last, "X-RateLimit-Remaining"));
            assertEquals(Desk.START.getEpochSecond() + 60, Long.parseLong(header(last, "X-RateLimit-Reset")));
            var over = desk.create(Desk.body("a"));
            assertEquals(429, over.statusCode());
            assertEquals("2", header(over, "Retry-After"));
            var error = Desk.json(over).path("error");
            assertEquals(
                    "hiapi_error rate_limit_exceeded",
                    error.path("type").asText() + " " + error.path("code").asText());
            assertTrue(error.path("request_id").asText().startsWith("req_"));
            desk.advance(2);
            assertEquals(200, desk.create(Desk.body("a")).statusCode());
            assertEquals(1, desk.hiapi.requests().overLimit());
            assertEquals(3, desk.hiapi.requests().creates());
            assertEquals(59, desk.hiapi.requests().reads());
        }
    }

    @Test
    void anotherKeyHasItsOwnLimit() throws Exception {
        try (var desk =
                new Desk(Desk.SMALL.withLimits(1, 10, 0).withHabits(new SimulatorOptions.Habits(false, true, false)))) {
            desk.made("a");
            var over = desk.create(Desk.body("a"));
            assertEquals(429, over.statusCode());
            assertTrue(over.headers().firstValue("Retry-After").isEmpty());
            var other = desk.posting(Desk.body("a")).setHeader("Authorization", "Bearer sk-other");
            assertEquals(200, desk.send(other).statusCode());
        }
    }

    @Test
    void onlySoManyAtOnce() throws Exception {
        try (var desk = new Desk(Desk.SMALL.withLimits(60, 2, 0))) {
            var slow = desk.posting(Desk.body("a [[slow=5]]")).build();
            var first = desk.client.sendAsync(slow, BodyHandlers.ofString());
            var second = desk.client.sendAsync(slow, BodyHandlers.ofString());
            desk.awaitHeldBack(2);
            assertEquals(429, desk.create(Desk.body("a")).statusCode());
            desk.advance(5);
            assertEquals(200, first.join().statusCode());
            assertEquals(200, second.join().statusCode());
            assertEquals(200, desk.create(Desk.body("a")).statusCode());
        }
    }

    @Test
    void onlySoManyRunningJobs() throws Exception {
        try (var desk = new Desk(Desk.SMALL.withLimits(60, 10, 2))) {
            desk.made("a [[time=10]]");
            desk.made("a [[time=20]]");
            assertEquals(429, desk.create(Desk.body("a"), "k").statusCode());
            desk.advance(10);
            assertEquals(200, desk.create(Desk.body("a"), "k").statusCode());
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }
}
