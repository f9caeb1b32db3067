package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clicks that come at the same moment, over HTTP: who is accepted, what is spent, and what the others are told. */
class AtOnceTest {

    private static final String BODY = "{\"prompt\":\"a brass kettle\"}";

    private static List<Reply> atOnce(int times, IntFunction<Reply> click) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = new ArrayList<Reply>();
            for (var future : threads.invokeAll(IntStream.range(0, times)
                    .<Callable<Reply>>mapToObj(i -> () -> click.apply(i))
                    .toList())) {
                replies.add(future.get());
            }
            return replies;
        }
    }

    private static List<Reply> withStatus(int status, List<Reply> replies) {
        return replies.stream().filter(reply -> reply.status() == status).toList();
    }

    /** Each without a cookie: a stranger for each key. */
    private static Reply fromNobody(Caller caller, int number) {
        return caller.post(
                "/api/images", BODY, "X-Forwarded-For", "192.0.2." + number, "Idempotency-Key", "k" + number);
    }

    private static Caller withoutCookies(TestSystem world) {
        return new Caller(world.url(), null, HttpClient.newHttpClient());
    }

    @Test
    void twentyEqualClicksAreOneTaskOneAnswerAndOneExecution() throws Exception {
        try (var world = TestSystem.start()) {
            var caller = withoutCookies(world);
            var replies = atOnce(20, i -> fromNobody(caller, 7));
            assertEquals(1, withStatus(202, replies).size(), replies.toString());
            assertEquals(19, withStatus(200, replies).size(), replies.toString());
            assertEquals(1, replies.stream().map(Reply::json).distinct().count(), "one answer");
            assertEquals(
                    1,
                    replies.stream()
                            .map(reply -> reply.header("Set-Cookie"))
                            .distinct()
                            .count(),
                    "and one owner");
            var cookie = replies.getFirst().header("Set-Cookie").split(";")[0];
            var taskId = replies.getFirst().json().path("taskId").asText();
            world.advance(Duration.ofMinutes(1));
            assertEquals(1, world.provider().billed(taskId));
            assertEquals("85000", world.item("site").get("daySpent").n());
            var owner = caller.get("/api/images/" + taskId, "Cookie", cookie).json();
            assertEquals("a brass kettle", owner.path("prompt").asText());
        }
    }

    @Test
    void fiftyCookiesAtOneAddressAreTenImagesWhateverTheyForge() throws Exception {
        try (var world = TestSystem.start(Map.of("DAILY_LIMIT_PER_ADDRESS", "10"))) {
            var caller = withoutCookies(world);
            var replies = atOnce(50, i -> fromNobody(caller, i));
            assertEquals(10, withStatus(202, replies).size());
            var refused = withStatus(429, replies);
            assertEquals(40, refused.size());
            var untilMidnight = Duration.between(
                    world.now(),
                    LocalDate.ofInstant(world.now(), ZoneOffset.UTC)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant());
            for (var reply : refused) {
                assertEquals("daily_limit_reached", reply.code());
                assertEquals(Long.toString(untilMidnight.toSeconds() + 1), reply.header("Retry-After"));
                var words = reply.json().path("detail").asText();
                assertTrue(words.contains("your network can make up to 10 images a day"), words);
                assertTrue(words.matches(".* The count starts again at 00:00 UTC, in (\\d+ h )?\\d+ min\\."), words);
            }
            assertEquals("850000", world.item("site").get("daySpent").n());
        }
    }

    @Test
    void aBudgetOfTenImagesMakesTen() throws Exception {
        try (var world = TestSystem.start(
                Map.of("DAILY_BUDGET_USD", "0.85", "DAILY_LIMIT", "100", "DAILY_LIMIT_PER_ADDRESS", "100"))) {
            var replies = atOnce(50, i -> world.post("/api/images", BODY));
            assertEquals(10, withStatus(202, replies).size());
            assertEquals(40, withStatus(503, replies).size());
            withStatus(503, replies).forEach(reply -> assertEquals("daily_budget_reached", reply.code()));
            assertEquals("850000", world.item("site").get("daySpent").n());
        }
    }
}
