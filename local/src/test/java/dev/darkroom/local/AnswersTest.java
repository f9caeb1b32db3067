package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.api.Route;
import dev.darkroom.api.Routes;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody else's programmer takes for granted of an HTTP API. */
class AnswersTest {

    private static final String ORDER = "{\"prompt\":\"a brass kettle\"}";

    private static TestSystem world;

    @BeforeAll
    static void start() {
        world = TestSystem.start();
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({"DAILY_BUDGET_USD, today", "MONTHLY_BUDGET_USD, this month"})
    void aBudgetThatIsSpentSaysWhenItStartsAgain(String budget, String said) {
        try (var poor = TestSystem.start(Map.of(budget, "0"))) {
            var now = poor.timeline().instant().atOffset(ZoneOffset.UTC);
            var reply = poor.post("/api/images", ORDER);
            var today = LocalDate.from(now);
            var next = said.equals("today")
                    ? today.plusDays(1)
                    : today.withDayOfMonth(1).plusMonths(1);
            var left = now.until(next.atStartOfDay().atOffset(ZoneOffset.UTC), ChronoUnit.SECONDS);
            assertEquals(503, reply.status(), reply::toString);
            assertEquals("daily_budget_reached", reply.code());
            assertEquals(String.valueOf(left + 1), reply.header("Retry-After"));
            assertTrue(reply.json().path("detail").asText().contains(said), reply::toString);
        }
    }

    @Test
    void aLimitOfOneIsOneImage() {
        try (var small = TestSystem.start(Map.of("DAILY_LIMIT", "1", "MAX_UPLOAD_BYTES", "1", "MAX_PROMPT", "1"))) {
            small.post("/api/images", "{\"prompt\":\"a\"}");
            var refused = small.post("/api/images", "{\"prompt\":\"a\"}");
            assertTrue(refused.text().contains("up to 1 image a day."), refused::toString);
            var longer = small.post("/api/images", "{\"prompt\":\"aa\"}");
            assertTrue(longer.text().contains("must have 1 character; it has 2."), longer::toString);
            var large = small.post("/api/uploads", "{\"contentType\":\"image/png\",\"bytes\":2}");
            assertTrue(large.text().contains("must have 1 byte."), large::toString);
        }
    }

    @Test
    void oneRequestHasOneKey() {
        var two = world.post("/api/images", ORDER, "Idempotency-Key", "a", "Idempotency-Key", "b");
        assertEquals(400, two.status(), two::toString);
        assertEquals("bad_request", two.code());
        var same = world.post("/api/images", ORDER, "Idempotency-Key", "a", "Idempotency-Key", "a");
        assertEquals(400, same.status(), same::toString);
        // One key may have a comma, and nobody but the edge can say that there were two.
        var comma =
                world.post("/api/images", ORDER, "Idempotency-Key", "a,b", "X-Darkroom-Repeated", "idempotency-key");
        assertEquals(202, comma.status(), comma::toString);
        var other = world.post("/api/images", ORDER, "Idempotency-Key", "a");
        assertNotEquals(id(comma), id(other));
        assertEquals(id(comma), id(world.post("/api/images", ORDER, "Idempotency-Key", "a,b")));
    }

    private static JsonNode id(Reply reply) {
        return reply.json().path("taskId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "4.0", "4e0", "40e-1"})
    void aWholeNumberIsOneHoweverItIsWritten(String four) {
        var video = String.format(
                Locale.ROOT, "{\"prompt\":\"a slow pan\",\"model\":\"seedance-2.0\",\"durationSeconds\":%s}", four);
        var made = world.post("/api/images", video, "Idempotency-Key", "pan");
        assertEquals(
                4,
                world.get("/api/images/" + id(made).asText())
                        .json()
                        .path("durationSeconds")
                        .asInt(),
                made::toString);
        var upload = String.format(Locale.ROOT, "{\"contentType\":\"image/png\",\"bytes\":%s}", four);
        assertEquals(201, world.post("/api/uploads", upload).status());
    }

    @Test
    void aLimitIsAWholeNumberToo() {
        assertEquals(200, world.get("/api/images?limit=1.0").status());
        assertEquals(422, world.get("/api/images?limit=1.5").status());
        assertEquals(422, world.get("/api/images?limit=.0").status());
    }

    /** Each is valid in another charset: taken as UTF-8 it would be drawn with other letters than were meant. */
    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16", "UTF-32", "windows-1252"})
    void aBodyThatIsNotUtf8IsNoJson(String charset) throws IOException, InterruptedException {
        var body = "{\"prompt\":\"ein größerer Kessel\"}".getBytes(charset);
        for (var path : new String[] {"/api/images", "/api/uploads"}) {
            for (var type : new String[] {"application/json", "application/json; charset=" + charset}) {
                var request = HttpRequest.newBuilder(world.url().resolve(path))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
                var reply = new Reply(world.visitor().http().send(request, BodyHandlers.ofByteArray()));
                assertEquals(400, reply.status(), reply::toString);
                assertEquals("malformed_json", reply.code());
            }
        }
    }

    static String[] paths() {
        return Routes.ALL.stream()
                .filter(route -> route.method().equals("GET"))
                .map(Route::template)
                .toArray(String[]::new);
    }

    /** RFC 9110, 9.3.2: all that GET would say, and no body. */
    @ParameterizedTest
    @MethodSource("paths")
    void headSaysWhatGetSays(String template) {
        var path = template.replace("{taskId}", world.create("a brass kettle"));
        var get = world.get(path);
        var head = world.visitor().send("HEAD", path, null);
        assertEquals(200, head.status());
        assertEquals(0, head.bytes().length);
        for (var name : get.response().headers().map().keySet()) {
            if (!name.equalsIgnoreCase("date")) {
                assertEquals(get.header(name), head.header(name), name);
            }
        }
        assertEquals(get.bytes().length, Integer.parseInt(head.header("Content-Length")));
    }

    @Test
    void aMethodThatIsNotAnsweredIsToldWhichAre() {
        for (var route : Routes.ALL) {
            var reply = world.visitor().send("PATCH", route.template().replace("{taskId}", "a"), "{}");
            assertEquals(405, reply.status(), reply::toString);
            var methods = Routes.ALL.stream()
                    .filter(other -> other.template().equals(route.template()))
                    .map(Route::method)
                    .sorted()
                    .collect(Collectors.joining(", "));
            assertEquals(methods, reply.header("Allow"));
            assertTrue(reply.text().contains("Allowed methods: " + methods + "."), reply::toString);
        }
    }

    @Test
    void whatIsUtf8IsDrawnAsItIs() {
        var prompt = "ein größerer 🫖";
        var made = world.post("/api/images", "{\"prompt\":\"" + prompt + "\"}");
        assertEquals(
                prompt,
                world.get("/api/images/" + id(made).asText())
                        .json()
                        .path("prompt")
                        .asText());
    }
}
