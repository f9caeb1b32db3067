package dev.darkroom.local;

import dev.darkroom.local.hiapi.SimulatedHiapi;
import dev.darkroom.local.hiapi.SimulatorOptions;
import dev.darkroom.local.states.StepFunctions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The whole system for a journey: on a free port, in a folder of its own, in a world whose time the test moves. Work on
 * the timeline runs on the test's thread, in {@link #settle} and {@link #advance}; requests are answered on others.
 */
final class TestSystem implements World {

    private final TemporaryFolder folder = TemporaryFolder.make("darkroom");
    private final Map<String, String> settings;
    private final UnaryOperator<SimulatorOptions> simulation;
    private Path home;
    private ManualTimeline timeline;
    private Local local;
    private Caller visitor;

    private TestSystem(Path home, Map<String, String> settings, UnaryOperator<SimulatorOptions> simulation) {
        this.home = home;
        this.settings = asInAws(settings);
        this.simulation = simulation;
        // S3's signatures are checked by the wall clock: the world begins at the present.
        open(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        // The page's own first request: it brings the cookie.
        visitor.get("/api/quota");
    }

    static TestSystem start() {
        return start(Map.of());
    }

    static TestSystem start(Map<String, String> settings) {
        return start(settings, UnaryOperator.identity());
    }

    /** @param simulation changes how the simulated provider behaves */
    static TestSystem start(Map<String, String> settings, UnaryOperator<SimulatorOptions> simulation) {
        return start(home(), settings, simulation);
    }

    /** @param home a source tree of another time: its state machine, with today's functions */
    static TestSystem start(Path home, Map<String, String> settings, UnaryOperator<SimulatorOptions> simulation) {
        return new TestSystem(home, settings, simulation);
    }

    /** The template's limits, where the simulated provider would be more generous. */
    static Map<String, String> asInAws(Map<String, String> given) {
        var settings = new HashMap<>(Map.of(
                "DAILY_LIMIT", "10",
                "DAILY_LIMIT_PER_ADDRESS", "30",
                "DAILY_BUDGET_USD", "25",
                "MONTHLY_BUDGET_USD", "250"));
        settings.putAll(given);
        return settings;
    }

    private void open(Instant now) {
        timeline = new ManualTimeline(now);
        // Small pictures: a journey does not need to draw large ones.
        UnaryOperator<SimulatorOptions> small = options -> simulation.apply(options.withPixelsAt1K(64 * 64));
        local = Local.start(new Arguments(home, data(), 0, false), timeline, settings, small);
        visitor = new Caller(local.url());
    }

    /** The root of the source tree, wherever the tests run from. */
    static Path home() {
        var here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("infra")) ? here : here.getParent();
    }

    /** Stops it and starts it as today's source tree has it. */
    void restartAsToday() {
        home = home();
        restart();
    }

    @Override
    public void restart() {
        var cookies = visitor.cookies();
        local.close();
        open(timeline.instant());
        visitor = new Caller(local.url(), cookies);
    }

    /** The same, but with every execution forgotten: as if the state machine had been deleted. */
    void restartWithoutExecutions() {
        var cookies = visitor.cookies();
        local.close();
        TemporaryFolder.delete(data().resolve("states"));
        open(timeline.instant());
        visitor = new Caller(local.url(), cookies);
    }

    /** Runs all that is due. */
    void settle() {
        timeline.settle();
    }

    /** Asks for an image by a prompt alone. */
    String create(String prompt) {
        var reply = post("/api/images", String.format(Locale.ROOT, "{\"prompt\":\"%s\"}", prompt));
        if (reply.status() != 202) {
            throw new AssertionError("not accepted: " + reply);
        }
        return reply.json().path("taskId").asText();
    }

    /** Another visitor at the same address, who has no cookie yet. */
    Caller stranger() {
        return new Caller(local.url());
    }

    /** All that its functions are set to. */
    Map<String, String> settings() {
        return local.settings();
    }

    URI url() {
        return local.url();
    }

    @Override
    public Caller visitor() {
        return visitor;
    }

    @Override
    public ManualTimeline timeline() {
        return timeline;
    }

    @Override
    public SimulatedHiapi provider() {
        return local.provider().orElseThrow();
    }

    @Override
    public StepFunctions states() {
        return local.states();
    }

    /** An item of the table as it is; empty when there is none. */
    Map<String, AttributeValue> item(String pk) {
        try (var table = local.clients().dynamo()) {
            return table.getItem(get -> get.tableName(Environment.TABLE)
                            .key(Map.of("pk", AttributeValue.fromS(pk)))
                            .consistentRead(true))
                    .item();
        }
    }

    /** What docs/operations.md has an operator do to the item {@code site}. */
    void updateSite(String expression, Map<String, AttributeValue> values) {
        try (var table = local.clients().dynamo()) {
            table.updateItem(update -> update.tableName(Environment.TABLE)
                    .key(Map.of("pk", AttributeValue.fromS("site")))
                    .updateExpression(expression)
                    .expressionAttributeValues(values.isEmpty() ? null : values));
        }
    }

    @Override
    public long served(String url) {
        var file = get(url.substring(local.url().toString().length()));
        return file.status() == 200 ? file.bytes().length : -1;
    }

    @Override
    public Path data() {
        return folder.path();
    }

    /** Bad luck may open the breaker, which is not looked at where there is trouble. */
    @Override
    public void trouble(boolean on) {
        updateSite("REMOVE paused, refusals", Map.of());
    }

    @Override
    public void close() {
        local.close();
        folder.close();
    }
}
