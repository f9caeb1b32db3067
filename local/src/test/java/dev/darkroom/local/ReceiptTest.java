package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.house.House;
import dev.darkroom.metrics.Metric;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each task cost, whether it was charged, and what the owner's metrics are told of it. */
class ReceiptTest {

    private static final Pattern TRANSITION =
            Pattern.compile("\"type\":\"(TaskScheduled|WaitStateEntered|ChoiceStateEntered)\"");

    private static TestSystem world;

    private final LogLines log = LogLines.ofReadings();

    @BeforeAll
    static void start() {
        world = TestSystem.start(Map.of("DAILY_LIMIT", "1000", "DAILY_LIMIT_PER_ADDRESS", "1000"));
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    private JsonNode receipt(String taskId) {
        var receipts = log.readings("task").stream()
                .filter(line -> line.path("taskId").asText().equals(taskId))
                .toList();
        assertEquals(1, receipts.size(), "one line for each outcome: " + receipts);
        return receipts.getFirst();
    }

    @Test
    void aSuccessIsOneLineOfWordsAndNumbers() {
        var taskId = world.create("a brass kettle");
        world.advance(Duration.ofSeconds(30));
        var line = receipt(taskId);
        assertEquals("Nano-Banana-2", line.path("model").asText());
        assertEquals("success", line.path("outcome").asText());
        assertTrue(line.path("charged").asBoolean());
        assertFalse(line.has("code"));
        assertEquals(1, line.path("Succeeded").asInt());
        assertFalse(line.has("Failed"));
        assertEquals(85_000, line.path("MicroDollars").asInt());
        assertTrue(line.path("TaskSeconds").asDouble() > 0
                && line.path("TaskSeconds").asDouble() <= 30);
        var stored = log.readings("persist").getFirst();
        assertTrue(
                stored.path("PersistSeconds").isNumber() && stored.path("bytes").asLong() > 0, stored.toString());
    }

    /** A transition is a step that is executed, a retry like the first (AWS, Step Functions pricing, 2026). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[[nocallback]] [[time=60]]",
                "[[503x2]]",
                "[[429x3]]",
                "[[dropx3]]",
                "[[shortx1]]",
                "[[gonex1]]",
                "[[late=100]]",
                "[[401]]",
                "[[fail]]",
                "[[fail]] [[nocallback]]",
                "[[expired]]",
                "[[stuck]]"
            })
    void theTransitionsAreThoseOfTheExecutionsHistory(String marks) {
        var taskId = world.create("counted " + marks);
        world.advance(marks.contains("stuck") ? Duration.ofMinutes(16) : Duration.ofMinutes(5));
        var counted = TRANSITION.matcher(world.historyOf(taskId)).results().count();
        assertEquals(counted, receipt(taskId).path("Transitions").asLong(), world.historyOf(taskId));
    }

    @ParameterizedTest
    @CsvSource({"[[400]], request_refused, false", "[[fail]], generation_failed, true"})
    void aFailureSaysWhyAndWhetherItMayBeBilled(String marks, String code, boolean charged) {
        var before = spent();
        var taskId = world.create("a kettle " + marks);
        world.advance(Duration.ofMinutes(5));
        var line = receipt(taskId);
        assertEquals("fail", line.path("outcome").asText());
        assertEquals(code, line.path("code").asText());
        assertEquals(charged, line.path("charged").asBoolean());
        assertEquals(1, line.path("Failed").asInt());
        assertFalse(line.has("Succeeded"));
        var row = world.item("task#" + taskId);
        assertEquals(charged, row.get("charged").bool(), "the row keeps it");
        assertEquals("85000", row.get("order").m().get("microDollars").n());
        assertEquals(charged ? 85_000 : 0, spent() - before, "and the site's spend agrees");
    }

    /** However it comes: as the refusal of a create, or as the end of a job, which a callback or a look tells. */
    @ParameterizedTest
    @CsvSource({
        "[[401]], provider_auth",
        "[[402]], provider_balance",
        "[[fail=INSUFFICIENT_QUOTA]], provider_balance",
        "[[fail=INSUFFICIENT_QUOTA]] [[nocallback]], provider_balance"
    })
    void whatOnlyTheOwnerCanFixIsCountedOnceForEachTask(String marks, String code) {
        var taskId = world.create("a kettle " + marks);
        world.advance(Duration.ofMinutes(5));
        assertEquals(code, receipt(taskId).path("code").asText());
        var counted = log.readings("provider_refused");
        assertEquals(1, counted.size(), counted.toString());
        assertEquals(code, counted.getFirst().path("code").asText());
        assertEquals(1, counted.getFirst().path("ProviderRefused").asInt());
        var told =
                world.get("/api/images/" + taskId).json().at("/error/message").asText();
        assertEquals(
                "The image service is not available right now. Only the site's owner can fix this. It did not count.",
                told);
    }

    @Test
    void whatItsOwnerDeletedIsNeitherASuccessNorAFailure() {
        var taskId = world.create("unwanted");
        world.settle();
        world.delete("/api/images/" + taskId);
        world.advance(Duration.ofMinutes(30));
        var line = receipt(taskId);
        assertEquals("deleted", line.path("outcome").asText());
        assertTrue(line.path("charged").asBoolean());
        assertFalse(line.has("Failed") || line.has("Succeeded"));
    }

    @Test
    void theBudgetIsToldWhenSomethingIsReserved() {
        world.startANewDay();
        log.lines().clear();
        world.create("one");
        world.create("two");
        var last = log.readings("budget").getLast();
        // 0.17 of 25 dollars.
        assertEquals(0.7, last.path("BudgetDayPercent").asDouble());
        assertTrue(last.path("BudgetMonthPercent").asDouble() > 0);
        world.advance(Duration.ofMinutes(1));
    }

    @Test
    void theOldestOpenTaskIsToldEachQuarterOfAnHour() {
        world.advance(Duration.ofMinutes(15));
        assertEquals(0, log.readings("open").getLast().path("OldestOpenSeconds").asDouble());
        world.create("never ends [[stuck]]");
        world.advance(Duration.ofMinutes(15));
        var age = log.readings("open").getLast().path("OldestOpenSeconds").asDouble();
        assertTrue(age > 0 && age <= 900, "so old: " + age);
        world.advance(Duration.ofMinutes(40));
    }

    @Test
    void aCallbackThatIsNotBelievedSaysWhy() {
        world.create("a kettle [[forged]]");
        world.advance(Duration.ofMinutes(5));
        var line = log.readings("callback_refused").getFirst();
        assertEquals("forged", line.path("reason").asText());
        assertEquals(1, line.path("CallbackRefused").asInt());
    }

    @Test
    void onlyTheRateLimitCountsAsBusy() {
        world.create("a kettle [[429x3]]");
        world.create("a kettle [[503x2]]");
        world.advance(Duration.ofMinutes(10));
        assertEquals(3, log.readings("provider_busy").size());
    }

    @Test
    void everyLineIsInTheEmbeddedMetricFormatWithoutDimensions() {
        world.create("measured [[429x1]]");
        world.advance(Duration.ofMinutes(15));
        var names = new TreeSet<String>();
        for (var event : new String[] {"task", "persist", "budget", "open", "provider_busy"}) {
            var line = log.readings(event).getFirst();
            var metrics = line.at("/_aws/CloudWatchMetrics/0");
            assertTrue(line.at("/_aws/Timestamp").isIntegralNumber());
            assertEquals("Darkroom", metrics.path("Namespace").asText());
            assertEquals("[[]]", metrics.path("Dimensions").toString());
            metrics.path("Metrics").forEach(metric -> {
                names.add(metric.path("Name").asText());
                assertTrue(line.path(metric.path("Name").asText()).isNumber(), line.toString());
            });
        }
        var known = Arrays.stream(Metric.values()).map(Metric::title).toList();
        assertTrue(known.containsAll(names), names.toString());
        assertTrue(names.size() >= 8, names.toString());
    }

    @Test
    void theReaderIsToldOfEachMetric() {
        var told = House.text("docs/operations.md");
        for (var metric : Metric.values()) {
            var row = String.format(Locale.ROOT, "| `%s` | %s |", metric.title(), metric.unit());
            assertTrue(told.contains(row), row);
        }
    }

    private static long spent() {
        return Long.parseLong(world.item("site").get("monthSpent").n());
    }
}
