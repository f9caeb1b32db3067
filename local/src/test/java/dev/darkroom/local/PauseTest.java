package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.admission.Breaker;
import dev.darkroom.house.House;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The owner's switch, and the breaker that throws the same switch by itself. */
class PauseTest {

    private static final String BODY = "{\"prompt\":\"a brass kettle\"}";
    /** As docs/operations.md has them. */
    private static final String PAUSE = "SET paused = :by";

    private static final String GO_ON = "REMOVE paused, refusals";

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private static TestSystem world;

    @BeforeAll
    static void start() {
        world = TestSystem.start(Map.of("DAILY_LIMIT", "1000", "DAILY_LIMIT_PER_ADDRESS", "1000"));
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @AfterEach
    void goOn() {
        world.updateSite(GO_ON, Map.of());
        world.advance(A_MINUTE);
    }

    private static void pause() {
        world.updateSite(PAUSE, Map.of(":by", AttributeValue.fromM(Map.of("by", AttributeValue.fromS("owner")))));
    }

    private static void refuse(String mark, int times) {
        for (var i = 0; i < times; i++) {
            world.create("a kettle " + mark);
            world.advance(Duration.ofSeconds(10));
        }
    }

    private static boolean isPaused() {
        return world.item("site").containsKey("paused");
    }

    @Test
    void theOwnerIsToldTheseCommands() {
        var told = House.text("docs/operations.md");
        assertTrue(told.contains("--update-expression \"" + PAUSE + "\""));
        assertTrue(told.contains("'{\":by\":{\"M\":{\"by\":{\"S\":\"owner\"}}}}'"));
        assertTrue(told.contains("--update-expression \"" + GO_ON + "\""));
        assertFalse(told.contains("\"REMOVE paused\""), "the count goes with it");
    }

    @Test
    void theSwitchActsOnTheVeryNextClickAndLetsTheRestGoOn() {
        var click = world.post("/api/images", BODY, "Idempotency-Key", "before the pause");
        var taskId = click.json().path("taskId").asText();
        world.settle();
        pause();
        var refused = world.post("/api/images", BODY);
        assertEquals(503, refused.status());
        assertEquals("paused", refused.code());
        assertEquals("60", refused.header("Retry-After"));
        var again = world.post("/api/images", BODY, "Idempotency-Key", "before the pause");
        assertEquals(200, again.status(), "what was accepted is still the same click's");
        world.advance(A_MINUTE);
        assertEquals(
                "success",
                world.get("/api/images/" + taskId).json().path("status").asText());
        assertEquals(200, world.get("/api/images").status());
        assertEquals(
                taskId, world.get("/api/images").json().at("/tasks/0/taskId").asText());
        assertEquals(200, world.get("/api/quota").status());
        world.updateSite(GO_ON, Map.of());
        assertEquals(202, world.post("/api/images", BODY).status());
    }

    @Test
    void aRefusedClickReservesNothing() {
        var used = world.get("/api/quota").json().path("used").asInt();
        var spent = world.item("site").get("daySpent");
        pause();
        world.post("/api/images", BODY);
        assertEquals(used, world.get("/api/quota").json().path("used").asInt());
        assertEquals(spent, world.item("site").get("daySpent"));
    }

    @Test
    void theBreakerOpensAtTheLastOfSoManyRefusalsAndSaysWhoAndWhy() {
        try (var said = LogLines.of("dev.darkroom.admission", Level.INFO);
                var readings = LogLines.ofReadings()) {
            refuse("[[402]]", Breaker.REFUSALS - 1);
            assertFalse(isPaused());
            refuse("[[401]]", 1);
            var paused = world.item("site").get("paused").m();
            assertEquals("breaker", paused.get("by").s());
            assertEquals("provider_auth", paused.get("why").s());
            assertTrue(paused.containsKey("at"));
            assertEquals("paused", world.post("/api/images", BODY).code());
            assertEquals(
                    1,
                    said.lines().stream()
                            .filter(line -> line.contains("the breaker paused the site"))
                            .count());
            assertEquals(1, readings.readings("breaker_opened").size());
            assertEquals(Breaker.REFUSALS, readings.readings("provider_refused").size());
        }
    }

    @Test
    void aSuccessBetweenThemClosesTheCount() {
        refuse("[[402]]", Breaker.REFUSALS - 1);
        world.create("taken");
        world.advance(A_MINUTE);
        assertFalse(world.item("site").containsKey("refusals"));
        refuse("[[402]]", Breaker.REFUSALS - 1);
        assertFalse(isPaused());
    }

    @Test
    void whatConcernsOneRequestOnlyDoesNotCount() {
        refuse("[[400]]", Breaker.REFUSALS + 1);
        refuse("[[403]]", 1);
        assertFalse(world.item("site").containsKey("refusals"));
    }

    @Test
    void onlyItsOwnerClosesIt() {
        world.create("slow [[time=200]] [[nocallback]]");
        world.advance(Duration.ofSeconds(5));
        refuse("[[402]]", Breaker.REFUSALS);
        assertTrue(isPaused());
        world.advance(Duration.ofHours(2));
        assertEquals("paused", world.post("/api/images", BODY).code());
    }

    /** Perhaps with another key; the next refusals open it again. */
    @Test
    void whoStartsItAgainClosesTheBreaker() {
        refuse("[[402]]", Breaker.REFUSALS);
        assertTrue(isPaused());
        world.restart();
        assertEquals(202, world.post("/api/images", BODY).status());
        world.advance(A_MINUTE);
        refuse("[[402]]", Breaker.REFUSALS - 1);
        assertFalse(isPaused(), "the count begins anew");
        refuse("[[402]]", 1);
        assertTrue(isPaused());
    }

    @Test
    void theOwnersPauseOutlivesARestartWhichTellsHowToEndIt() {
        pause();
        try (var said = LogLines.of("dev.darkroom.local", Level.WARNING)) {
            world.restart();
            assertEquals("paused", world.post("/api/images", BODY).code());
            assertEquals(1, said.lines().size(), said.lines()::toString);
            goOnAsTold(said.lines().getFirst());
        }
        assertEquals(202, world.post("/api/images", BODY).status());
    }

    /** What the AWS CLI would do. */
    private static void goOnAsTold(String line) {
        var told = Pattern.compile("AWS_ACCESS_KEY_ID=(\\w+) AWS_SECRET_ACCESS_KEY=(\\w+) aws dynamodb update-item"
                        + " --region (\\S+) --endpoint-url (\\S+) --table-name (\\S+)"
                        + " --key '(.+)' --update-expression '(.+)'$")
                .matcher(line);
        assertTrue(told.find(), line);
        var settings = Map.of(
                "AWS_ACCESS_KEY_ID", told.group(1),
                "AWS_SECRET_ACCESS_KEY", told.group(2),
                "AWS_REGION", told.group(3),
                "AWS_ENDPOINT_URL_DYNAMODB", told.group(4));
        assertEquals("{\"pk\":{\"S\":\"site\"}}", told.group(6));
        try (var table = TableServer.client(settings)) {
            table.updateItem(update -> update.tableName(told.group(5))
                    .key(Map.of("pk", AttributeValue.fromS("site")))
                    .updateExpression(told.group(7)));
        }
    }

    @Test
    void theOwnersOwnPauseStaysTheOwners() {
        for (var i = 0; i < Breaker.REFUSALS; i++) {
            world.create("a kettle [[402]]");
        }
        pause();
        world.advance(A_MINUTE);
        assertEquals("owner", world.item("site").get("paused").m().get("by").s());
    }
}
