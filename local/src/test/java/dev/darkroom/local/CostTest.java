package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.catalog.Catalog;
import dev.darkroom.catalog.ModelKind;
import dev.darkroom.catalog.Price;
import dev.darkroom.house.House;
import dev.darkroom.local.hiapi.SimulatedHiapi;
import dev.darkroom.local.hiapi.SimulatorOptions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arithmetic of docs/cost.md: its counts are those of a journey here, its sums are those of its prices and counts. */
class CostTest {

    private static final String PAGE = House.text("docs/cost.md");
    private static final String PROMPT = "a lighthouse at dusk, long exposure, in the style of an old photograph";
    private static final int LOOKS_OF_THE_PAGE = 8;
    private static final int LOOKS_OF_THE_MACHINE = 5;
    /** Wait, Poll and Look: one call, which reads the row and spends a request of the gate's. */
    private static final Map<String, Integer> A_LOOK =
            Map.of("state transitions", 3, "function calls", 1, "table, units written", 1, "table, units read", 1);

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    /** What was counted, in the words of the page's table. */
    private static Map<String, BigDecimal> counted(TestSystem world, String taskId, boolean byCallback) {
        for (var look = 0; look < LOOKS_OF_THE_PAGE; look++) {
            assertEquals(200, world.get("/api/images/" + taskId).status());
        }
        var requests = 1 + LOOKS_OF_THE_PAGE + (byCallback ? 1 : 0);
        var history = world.historyOf(taskId);
        var tasks = history.split("\"type\":\"TaskScheduled\"", -1).length - 1;
        var counts = new LinkedHashMap<String, BigDecimal>();
        counts.put("state transitions", BigDecimal.valueOf(world.states().transitions(taskId)));
        counts.put("function calls", BigDecimal.valueOf(requests + tasks));
        counts.put("HTTP API requests", BigDecimal.valueOf(requests));
        counts.put("table, units written", units(true));
        counts.put("table, units read", units(false));
        counts.put(
                "store, files written",
                BigDecimal.valueOf(SdkCalls.CALLS.stream()
                        .filter(call -> call.operation().equals("PutObject"))
                        .count()));
        return counts;
    }

    private static BigDecimal units(boolean written) {
        return BigDecimal.valueOf(SdkCalls.CALLS.stream()
                .filter(call -> call.isWrite() == written)
                .mapToDouble(SdkCalls.Call::units)
                .sum());
    }

    private static void assertCounts(int column, Map<String, BigDecimal> counted) {
        var said = numbers("Counted for one image", column);
        counted.forEach((what, count) ->
                assertEquals(0, count.compareTo(said.get(what)), what + ": " + count + ", said " + said));
    }

    @Test
    void anImageByCallbackTakesWhatIsSaid() throws Exception {
        try (var world = TestSystem.start()) {
            world.create("the day's first, which turns the ledger's page");
            world.advance(Duration.ofMinutes(3));
            SdkCalls.CALLS.clear();
            var taskId = world.create(PROMPT);
            world.advance(Duration.ofMinutes(1));
            assertCounts(1, counted(world, taskId, true));
        }
    }

    @Test
    void anImageByPollingTakesWhatIsSaid() throws Exception {
        var elsewhere = new ManualTimeline(Instant.now());
        var options = SimulatorOptions.defaults().withApiKey("sk-own").withPixelsAt1K(64 * 64);
        try (var provider = SimulatedHiapi.open(options, elsewhere);
                var world = TestSystem.start(Map.of("HIAPI_API_KEY", "sk-own", "HIAPI_BASE_URL", provider.baseUrl()))) {
            world.create("the day's first, which turns the ledger's page [[400]]");
            world.settle();
            SdkCalls.CALLS.clear();
            var taskId = world.create(PROMPT + " [[time=60]]");
            for (var second = 0; second < 80; second++) {
                world.advance(Duration.ofSeconds(1));
                elsewhere.advance(Duration.ofSeconds(1));
            }
            // Its waits have jitter, so that now and then it takes one look more or less.
            var looks = provider.requests().reads();
            var counted = counted(world, taskId, false);
            A_LOOK.forEach((what, each) -> counted.computeIfPresent(
                    what,
                    (name, count) -> count.add(BigDecimal.valueOf((long) each * (LOOKS_OF_THE_MACHINE - looks)))));
            assertCounts(2, counted);
        }
    }

    @Test
    void functionTimeIsThatOfTheCallsCounted() {
        for (var column : List.of(1, 2)) {
            var counts = numbers("Counted for one image", column);
            var small = counts.get("function calls").subtract(BigDecimal.ONE).multiply(new BigDecimal("0.05"));
            assertEquals(
                    0, small.add(new BigDecimal("1.73")).compareTo(counts.get("function time, GB-seconds (estimate)")));
        }
    }

    @Test
    void aThousandImagesCostWhatTheirCountsAndPricesMake() {
        for (var column : List.of(1, 2)) {
            var said = numbers("1,000 images", column);
            var sum = BigDecimal.ZERO;
            for (var each : numbers("Counted for one image", column).entrySet()) {
                var cost = each.getValue().multiply(price(each.getKey())).multiply(THOUSAND);
                assertDollars(cost, said.get(each.getKey()), each.getKey());
                sum = sum.add(cost);
            }
            assertDollars(sum, said.get("in all"), "in all");
            assertDollars(sum.multiply(BigDecimal.valueOf(30)), said.get("a month of 1,000 a day"), "a month");
        }
        assertEquals(
                numbers("Counted for one image", 1).keySet(),
                numbers("AWS's prices", 1).keySet());
    }

    @Test
    void aHundredThousandADayCostWhatTheCatalogueSays() {
        var byCallback = sum(1);
        var byPolling = sum(2);
        var expected = Catalog.load().models().stream()
                .filter(model -> model.kind() == ModelKind.IMAGE)
                .flatMap(model -> model.prices().stream()
                        .map(price -> line(model.title() + " at " + price.resolution(), price, byCallback, byPolling)))
                .toList();
        assertEquals(String.join("\n", expected), String.join("\n", rows("100,000 images a day")));
    }

    @Test
    void aFunctionThatWaitedWouldCostWhatIsSaid() {
        var waited = price("function time, GB-seconds (estimate)").multiply(BigDecimal.valueOf(30));
        assertTrue(PAGE.contains("$" + waited.setScale(4, RoundingMode.HALF_UP) + " per image"), waited.toString());
    }

    private static String line(String name, Price price, BigDecimal byCallback, BigDecimal byPolling) {
        var provider = BigDecimal.valueOf(price.microDollars(null) * 100_000, 6);
        return String.format(
                Locale.ROOT,
                "| %s | $%,.0f | $%.2f, %s | $%.2f, %s |",
                name,
                provider,
                byCallback,
                share(byCallback, provider),
                byPolling,
                share(byPolling, provider));
    }

    private static String share(BigDecimal part, BigDecimal whole) {
        return part.multiply(BigDecimal.valueOf(100)).divide(whole, 2, RoundingMode.HALF_UP) + " %";
    }

    /** What 100,000 images cost at AWS. */
    private static BigDecimal sum(int column) {
        return numbers("Counted for one image", column).entrySet().stream()
                .map(each -> each.getValue().multiply(price(each.getKey())))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .multiply(BigDecimal.valueOf(100_000));
    }

    private static void assertDollars(BigDecimal expected, BigDecimal said, String what) {
        assertEquals(expected.setScale(said.scale(), RoundingMode.HALF_UP), said, what);
    }

    /** The price of one, in dollars. */
    private static BigDecimal price(String what) {
        return numbers("AWS's prices", 1)
                .get(what)
                .divide(numbers("AWS's prices", 2).get(what));
    }

    /** A table's names and one of its columns' numbers. */
    private static Map<String, BigDecimal> numbers(String section, int column) {
        var numbers = new LinkedHashMap<String, BigDecimal>();
        for (var row : rows(section)) {
            var cells = Stream.of(row.split("\\|")).map(String::strip).toList();
            var number = cells.get(column + 1).replaceAll("[$,*]", "");
            numbers.put(cells.get(1).replace("*", ""), new BigDecimal(number));
        }
        return numbers;
    }

    /** The rows of a section's table, without its head. */
    private static List<String> rows(String section) {
        var begin = PAGE.indexOf("## " + section + "\n");
        assertTrue(begin >= 0, "there is a section " + section);
        var rest = PAGE.substring(begin + 3);
        var end = rest.indexOf("\n#");
        return rest.substring(0, end < 0 ? rest.length() : end)
                .lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .toList();
    }
}
