package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.darkroom.Live;
import dev.darkroom.hiapi.HiapiBusy;
import dev.darkroom.house.House;
import dev.darkroom.local.Line.Fault;
import dev.darkroom.media.StoreUnavailable;
import dev.darkroom.steps.TaskOver;
import dev.darkroom.task.RemainingTime;
import dev.darkroom.task.TemporarilyUnavailable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Every function, with each of its calls of AWS hung, trickling, throttled or unheard in turn. It is told that its time
 * is nearly over when it makes that call, and that there is plenty for every other: so a busy machine changes nothing.
 * What is asserted is that it ends at all, how, and what is then reserved.
 */
class HungCallsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PRICE = 85_000;

    /** What the state machine tries again. */
    private static final Set<String> NAMED = Set.of(
            TemporarilyUnavailable.class.getName(),
            StoreUnavailable.class.getName(),
            HiapiBusy.class.getName(),
            TaskOver.class.getName());

    @RegisterExtension
    static final TableServer SERVER = new TableServer();

    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>();
    private final Set<String> hung = new TreeSet<>();
    private StubServices stub;
    private LocalStore store;
    private HttpServer edge;
    private List<Line> lines;

    private volatile Fault fault = new Fault.None();
    private volatile int asked;
    private volatile int wrong;

    static List<Fault> faults() {
        return List.of(
                new Fault.Silent(),
                new Fault.Trickling(),
                new Fault.Deaf(),
                Fault.Refusing.aws(400, "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"),
                Fault.Refusing.aws(400, "com.amazonaws.dynamodb.v20120810#TransactionInProgressException"),
                Fault.Refusing.aws(503, "ServiceUnavailable"));
    }

    @BeforeEach
    void open() throws Exception {
        stub = new StubServices("sample-origin-secret");
        store = LocalStore.open(folder, "media", S3ForTests.SECRET);
        edge = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        edge.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(201, -1);
            }
        });
        edge.start();
        var table = line(SERVER.endpoint());
        var services = line(URI.create(stub.url()));
        var files = line(store.endpoint());
        var cloudFront = line(URI.create("http://127.0.0.1:" + edge.getAddress().getPort()));
        lines = List.of(table, services, files, cloudFront);
        settings.putAll(SERVER.settings());
        settings.keySet().removeAll(List.of("VISITOR_KEY", "HIAPI_API_KEY", "AWS_ENDPOINT_URL"));
        settings.put("AWS_ACCESS_KEY_ID", LocalStore.ACCESS_KEY);
        settings.put("AWS_SECRET_ACCESS_KEY", S3ForTests.SECRET);
        settings.put("AWS_ENDPOINT_URL_DYNAMODB", table.url());
        settings.put("AWS_ENDPOINT_URL_S3", files.url());
        settings.put("AWS_ENDPOINT_URL_SFN", services.url());
        settings.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", services.url());
        settings.put("AWS_ENDPOINT_URL_CLOUDFRONT", cloudFront.url());
        for (var name : List.of("site", "origin", "hiapi", "callback")) {
            settings.put(
                    name.toUpperCase(Locale.ROOT) + "_SECRET_ARN",
                    "arn:aws:secretsmanager:eu-central-1:123456789012:secret:" + name);
        }
        settings.put("HIAPI_BASE_URL", stub.url() + "/v1");
        settings.put("MEDIA_BUCKET", "media");
        settings.put("DISTRIBUTION_ID", "E2EXAMPLE");
    }

    private Line line(URI target) throws Exception {
        return new Line(target, () -> asked == wrong ? fault : new Fault.None());
    }

    @AfterEach
    void close() throws Exception {
        for (var line : lines) {
            line.close();
        }
        edge.stop(0);
        store.close();
        stub.close();
    }

    /** Each function asks how much time is left just before each call: so this counts the calls, too. */
    private int millisLeft() {
        asked++;
        return asked == wrong ? (int) RemainingTime.KEPT.toMillis() + 100 : 3_600_000;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyFunctionEndsWithAWordOfItsOwn(Fault kind) throws Exception {
        fault = kind;
        var created = tried("CreateTask", new SampleValues(null, null, null, ""), 202, 200);
        var sample = new SampleValues(
                JSON.readTree(created.get("body").asText()).get("taskId").asText(),
                StubServices.JOB,
                created.at("/cookies/0").asText().replaceAll(";.*", ""),
                StubServices.CALLBACK_SECRET);
        for (var function : List.of("Submit", "Poll", "Persist", "GiveUp", "Repair")) {
            tried(function, sample);
        }
        for (var function : List.of("GetTask", "ListTasks", "GetQuota", "ListModels", "HiapiCallback")) {
            tried(function, sample, 200);
        }
        tried("CreateUpload", sample, 201);
        tried("NotFound", sample, 404);
        tried("DeleteTask", sample, 204, 404); // an earlier try may have been heard
        // PublishSite answers CloudFormation instead of a caller, and has its own time for that: PublishSiteTest.
        var callers = new TreeSet<String>();
        House.functions().keySet().forEach(name -> callers.add(name.replaceFirst("Function$", "")));
        callers.remove("PublishSite");
        assertEquals(callers, hung, "each of them calls");
    }

    /** A create with each of its calls gone wrong in turn, then the same click once more: one task, and one price. */
    @ParameterizedTest
    @MethodSource("faults")
    void aCreateThatFailsReservesNothingAndOneThatDoesNotIsPaidOnce(Fault kind) throws Exception {
        fault = kind;
        for (wrong = 1; ; wrong++) {
            settings.put("TASKS_TABLE", SERVER.newTable());
            var answer = call("CreateTask", new SampleValues(null, null, null, ""));
            var calls = asked;
            var unheard = spent() - (rows() * PRICE);
            // Whether a price was added cannot be known when the answer to that very call is lost: the safe side.
            assertTrue(
                    unheard == 0 || unheard == PRICE && kind instanceof Fault.Deaf,
                    "after call " + wrong + " is reserved for nothing: " + unheard);
            var again = wrong;
            wrong = 0;
            var second = call("CreateTask", new SampleValues(null, null, null, ""));
            assertTrue(second.get("statusCode").asInt() < 300, second.toString());
            assertEquals(1, rows());
            assertEquals(PRICE + unheard, spent(), "call " + again + " is paid for once");
            if (calls < again) {
                assertEquals(202, answer.get("statusCode").asInt());
                assertTrue(again > 4, "secret, money, row, execution");
                return;
            }
            wrong = again;
        }
    }

    /** Runs it with its first call gone wrong, with its second, and so on; then well. */
    private JsonNode tried(String function, SampleValues sample, Integer... good) throws Exception {
        for (wrong = 1; ; wrong++) {
            var answer = call(function, sample);
            if (asked < wrong) {
                assertTrue(isGood(answer, good), function + ": " + answer);
                // An earlier try may have done it, all but what may fail.
                var isOver = answer.path("error").asText().equals(TaskOver.class.getName());
                assertTrue(!answer.has("error") || isOver, function + ": " + answer);
                return answer;
            }
            hung.add(function);
            var about = function + ", call " + wrong + ", " + fault + ": " + answer;
            if (answer.has("error")) {
                assertTrue(NAMED.contains(answer.get("error").asText()), about);
            } else if (!isGood(answer, good)) {
                assertEquals(503, answer.get("statusCode").asInt(), about);
                assertTrue(answer.get("body").asText().contains("\"temporarily_unavailable\""), about);
            }
        }
    }

    private static boolean isGood(JsonNode answer, Integer... good) {
        return good.length == 0
                || List.of(good).contains(answer.path("statusCode").asInt());
    }

    /** Nothing that an earlier call has fetched is known to this one. */
    private JsonNode call(String function, SampleValues sample) throws Exception {
        asked = 0;
        var clock = InstantSource.fixed(NOW);
        var functions = Functions.of(new Live(settings, clock, line -> {}), this::millisLeft);
        var event = sample.putInto(House.text("events/" + House.kebab(function) + ".json"));
        try {
            return JSON.readTree(functions.get(function).invoke(event));
        } catch (FunctionError e) {
            return JSON.createObjectNode().put("error", e.errorType()).put("said", e.getMessage());
        }
    }

    private static final Instant NOW = Instant.now();

    private long spent() {
        var site = SERVER.client()
                .getItem(get -> get.tableName(settings.get("TASKS_TABLE"))
                        .consistentRead(true)
                        .key(Map.of("pk", AttributeValue.fromS("site"))))
                .item();
        return site == null || !site.containsKey("daySpent")
                ? 0
                : Long.parseLong(site.get("daySpent").n());
    }

    private long rows() {
        return SERVER.client().scan(scan -> scan.tableName(settings.get("TASKS_TABLE"))).items().stream()
                .filter(item -> item.get("pk").s().startsWith("task#"))
                .count();
    }
}
