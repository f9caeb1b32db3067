package dev.darkroom.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.aws.Clients;
import dev.darkroom.house.House;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The very zip that is deployed, and all that its functions call: a table, a store, and stand-ins for the rest. Each
 * function gets the environment that the template gives it, and its event from {@code events/}.
 */
public final class PackagedSystem implements AutoCloseable {

    static {
        // The JDK's server sends head and body one by one, and without this waits 40 ms for the first to be
        // acknowledged.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    public static final Path ZIP = House.ROOT.resolve("functions/target/functions.zip");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SAMPLE_ORIGIN_SECRET = "sample-origin-secret";

    private final Path folder;
    private final Map<String, String> parameters;
    private final StubServices stub;
    private final LocalTable table;
    private final LocalStore store;
    private final DynamoDbClient dynamo;

    private String taskId = SampleValues.TASK;
    private String cookie;

    /** @param folder empty, and the caller's to delete */
    public PackagedSystem(Path folder) throws IOException {
        this(folder, Map.of());
    }

    /** @param parameters of the template, by the names of the settings, instead of their defaults */
    public PackagedSystem(Path folder, Map<String, String> parameters) throws IOException {
        this.folder = folder;
        this.parameters = parameters;
        Invoke.unzip(ZIP, folder.resolve("task"));
        stub = new StubServices(SAMPLE_ORIGIN_SECRET);
        table = LocalTable.open(made("table"), made("natives"));
        store = LocalStore.open(made("store"), "media", S3ForTests.SECRET);
        dynamo = clients().dynamo();
        LocalTable.create(dynamo, "tasks");
    }

    /** The SDK's clients, aimed at what the functions call. */
    Clients clients() {
        return new Clients(name -> Optional.ofNullable(endpoints().get(name)));
    }

    DynamoDbClient dynamo() {
        return dynamo;
    }

    /** What was asked of the stand-ins, in order. */
    List<String> asked() {
        return stub.asked;
    }

    /** From now on events are about this task of this visitor. */
    public void follow(JsonNode created) throws IOException {
        taskId = JSON.readTree(created.get("body").asText()).get("taskId").asText();
        // Who is known already gets no other.
        if (created.at("/cookies/0").isTextual()) {
            cookie = created.at("/cookies/0").asText().replaceAll(";.*", "");
        }
    }

    String taskId() {
        return taskId;
    }

    /** Starts a function as Lambda would. */
    public PackagedFunction start(String function, PackagedFunction.Start start, String... flags) throws IOException {
        var handler = House.functions()
                .get(function + "Function")
                .at("/Properties/Handler")
                .asText();
        return new PackagedFunction(folder.resolve("task"), function, handler, environment(function), start, flags);
    }

    /** The event as it is, but for what cannot be known when it is written. */
    public byte[] event(String function) throws IOException {
        var text = House.text("events/" + House.kebab(function) + ".json");
        if (function.equals("PublishSite")) {
            return SampleSite.createIn(clients()).putInto(text);
        }
        if (function.equals("CreateTask")) {
            // Each is another click.
            text = text.replaceAll("(\"idempotency-key\": )\"[^\"]*\"", "$1\"" + UUID.randomUUID() + "\"");
        }
        return new SampleValues(taskId, StubServices.JOB, cookie, StubServices.CALLBACK_SECRET).putInto(text);
    }

    /** Just the names that the template gives this function: one that it lacks is found here. */
    public Map<String, String> environment(String function) {
        var secret = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:";
        var known = new HashMap<>(SampleSite.settings(House.ROOT));
        known.putAll(Map.of(
                "TASKS_TABLE", "tasks",
                "MEDIA_BUCKET", "media",
                "MEDIA_BASE_URL", "https://site.example",
                "CALLBACK_BASE_URL", "https://site.example",
                "STATE_MACHINE_ARN", "arn:aws:states:eu-central-1:123456789012:stateMachine:generate",
                "HIAPI_BASE_URL", stub.url() + "/v1"));
        for (var name : List.of("site", "origin", "hiapi", "callback")) {
            known.put(name.toUpperCase(Locale.ROOT) + "_SECRET_ARN", secret + name);
        }
        var environment = new HashMap<>(endpoints());
        if (function.equals("Persist")) {
            // The stand-in for the provider has its files on this machine, where nothing is fetched from otherwise.
            environment.put("HIAPI_BASE_URL", stub.url() + "/v1");
        }
        House.functions()
                .get(function + "Function")
                .at("/Properties/Environment/Variables")
                .properties()
                .forEach(variable -> {
                    var name = variable.getKey();
                    var value = known.getOrDefault(
                            name,
                            parameters.getOrDefault(
                                    name, defaultOf(variable.getValue().asText())));
                    if (!value.isEmpty()) {
                        environment.put(name, value);
                    }
                });
        return environment;
    }

    private Map<String, String> endpoints() {
        return Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", LocalStore.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", S3ForTests.SECRET,
                "AWS_ENDPOINT_URL_DYNAMODB", table.endpoint().toString(),
                "AWS_ENDPOINT_URL_S3", store.endpoint().toString(),
                "AWS_ENDPOINT_URL_SFN", stub.url(),
                "AWS_ENDPOINT_URL_SECRETS_MANAGER", stub.url());
    }

    private static String defaultOf(String parameter) {
        return House.template().at("/Parameters/" + parameter + "/Default").asText();
    }

    private Path made(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    @Override
    public void close() throws Exception {
        stub.close();
        dynamo.close();
        table.close();
        store.close();
    }
}
