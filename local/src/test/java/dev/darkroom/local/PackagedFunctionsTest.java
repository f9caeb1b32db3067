package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.aws.Clients;
import dev.darkroom.house.House;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/**
 * The very zip that is deployed, under the very client that Lambda runs it with, given the very environment that the
 * template gives each function: every event goes through its handler, and one image is made from end to end.
 */
class PackagedFunctionsTest {

    private static final Path ZIP = House.ROOT.resolve("functions/target/functions.zip");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SAMPLE_ORIGIN_SECRET = "sample-origin-secret";

    @TempDir
    static Path folder;

    private static StubServices stub;
    private static LocalTable table;
    private static LocalStore store;
    private static DynamoDbClient dynamo;

    private String taskId = Sample.TASK;
    private String cookie;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.exists(ZIP), "functions.zip is made in Maven's package phase: run ./check");
        assumeTrue(System.getProperty("os.name").equals("Linux"), "AWS's runtime client has a Linux part only");
        Invoke.unzip(ZIP, folder.resolve("task"));
        stub = new StubServices(SAMPLE_ORIGIN_SECRET);
        table = LocalTable.open(made("table"), made("natives"));
        store = LocalStore.open(made("store"), "media");
        dynamo = new Clients(name -> Optional.ofNullable(endpoints().get(name))).dynamo();
        LocalTable.create(dynamo, "tasks");
    }

    @AfterAll
    static void stop() throws Exception {
        if (stub != null) {
            stub.close();
            dynamo.close();
            table.close();
            store.close();
        }
    }

    @Test
    void everyEventGoesThroughItsPackagedHandler() throws Exception {
        var created = answer("CreateTask", 202);
        taskId = body(created).get("taskId").asText();
        cookie = created.at("/cookies/0").asText().replaceAll(";.*", "");

        assertEquals("null", step("Submit"));
        assertEquals("Persist", JSON.readTree(step("Poll")).get("next").asText());
        assertEquals(taskId, JSON.readTree(step("Persist")).get("taskId").asText());

        var task = body(answer("GetTask", 200));
        assertEquals("success", task.get("status").asText());
        assertEquals(64, task.at("/outputs/0/width").asInt());
        assertEquals(1, body(answer("ListTasks", 200)).get("tasks").size());
        assertEquals(1, body(answer("GetQuota", 200)).get("used").asInt());
        assertTrue(body(answer("ListModels", 200)).get("models").size() > 0);
        assertTrue(body(answer("CreateUpload", 201)).get("url").asText().contains("/uploads/"));
        assertEquals("not_found", body(answer("NotFound", 404)).get("code").asText());
        answer("HiapiCallback", 200);
        assertEquals(taskId, JSON.readTree(step("GiveUp")).get("taskId").asText());
        assertEquals("success", body(answer("GetTask", 200)).get("status").asText(), "GiveUp came too late to matter");
        answer("DeleteTask", 204);
        answer("GetTask", 404);

        assertEquals(
                List.of("StartExecution", "POST /v1/tasks", "GET /v1/tasks/" + StubServices.JOB),
                stub.asked.stream()
                        .filter(asked -> !asked.equals("GetSecretValue"))
                        .toList());
    }

    @Test
    void theZipHasTheLayoutThatLambdaExpects() throws IOException {
        try (var zip = new ZipFile(ZIP.toFile())) {
            var names = zip.stream().map(Object::toString).toList();
            assertTrue(names.contains("dev/darkroom/api/CreateTask.class"), "classes at the root");
            assertTrue(names.stream().anyMatch(name -> name.matches("lib/jackson-databind-.*\\.jar")), "jars in lib/");
            assertFalse(names.stream().anyMatch(name -> name.contains("netty") || name.contains("apache-client")));
        }
        // What is not there need not be fetched, opened or verified at a cold start.
        assertTrue(Files.size(ZIP) <= 12_000_000, "the zip has " + Files.size(ZIP) + " bytes");
    }

    @Test
    void theLocalTableIsTheTemplates() {
        var wanted = House.resources().at("/TasksTable/Properties");
        var found =
                dynamo.describeTable(describe -> describe.tableName("tasks")).table();
        assertEquals(keys(wanted.get("KeySchema")), keys(found.keySchema()));
        var attributes = new TreeMap<String, String>();
        wanted.get("AttributeDefinitions")
                .forEach(attribute -> attributes.put(
                        attribute.get("AttributeName").asText(),
                        attribute.get("AttributeType").asText()));
        found.attributeDefinitions()
                .forEach(attribute ->
                        assertEquals(attribute.attributeTypeAsString(), attributes.remove(attribute.attributeName())));
        assertEquals(Map.of(), attributes);
        var wantedIndexes = new TreeSet<String>();
        wanted.get("GlobalSecondaryIndexes")
                .forEach(index -> wantedIndexes.add(index.get("IndexName").asText()
                        + keys(index.get("KeySchema"))
                        + index.at("/Projection/ProjectionType").asText()));
        var foundIndexes = new TreeSet<String>();
        found.globalSecondaryIndexes()
                .forEach(index -> foundIndexes.add(index.indexName()
                        + keys(index.keySchema())
                        + index.projection().projectionTypeAsString()));
        assertEquals(wantedIndexes, foundIndexes);
    }

    private static List<String> keys(JsonNode schema) {
        var keys = new ArrayList<String>();
        schema.forEach(key -> keys.add(
                key.get("AttributeName").asText() + " " + key.get("KeyType").asText()));
        return keys;
    }

    private static List<String> keys(List<KeySchemaElement> schema) {
        return schema.stream()
                .map(key -> key.attributeName() + " " + key.keyTypeAsString())
                .toList();
    }

    private JsonNode answer(String function, int status) throws Exception {
        var outcome = invoke(function);
        var answer = JSON.readTree(outcome);
        assertEquals(status, answer.get("statusCode").asInt(), function + " answered " + outcome);
        return answer;
    }

    private static JsonNode body(JsonNode answer) throws IOException {
        return JSON.readTree(answer.get("body").asText());
    }

    private String step(String function) throws Exception {
        return invoke(function);
    }

    private String invoke(String function) throws Exception {
        var handler = House.functions()
                .get(function + "Function")
                .at("/Properties/Handler")
                .asText();
        try (var packaged = new PackagedFunction(folder.resolve("task"), function, handler, environment(function))) {
            var outcome = packaged.invoke(event(function));
            assertFalse(outcome.error(), function + " failed: " + outcome.body() + "\n" + packaged.written());
            assertFalse(packaged.written().contains("lighthouse"), function + " logs no prompt");
            return outcome.body();
        }
    }

    private byte[] event(String function) throws IOException {
        return new Sample(taskId, StubServices.JOB, cookie, StubServices.CALLBACK_SECRET)
                .putInto(House.text("events/" + House.kebab(function) + ".json"));
    }

    /** Just the names that the template gives this function: one that it lacks is found here. */
    private static Map<String, String> environment(String function) {
        var known = Map.of(
                "TASKS_TABLE", "tasks",
                "MEDIA_BUCKET", "media",
                "MEDIA_BASE_URL", "https://site.example",
                "CALLBACK_BASE_URL", "https://site.example",
                "STATE_MACHINE_ARN", "arn:aws:states:eu-central-1:123456789012:stateMachine:generate",
                "SITE_SECRET_ARN", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:site",
                "HIAPI_SECRET_ARN", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hiapi",
                "HIAPI_BASE_URL", stub.url() + "/v1");
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
                    var value = known.getOrDefault(
                            variable.getKey(), defaultOf(variable.getValue().asText()));
                    if (!value.isEmpty()) {
                        environment.put(variable.getKey(), value);
                    }
                });
        return environment;
    }

    private static Map<String, String> endpoints() {
        return Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", LocalStore.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", LocalStore.SECRET_KEY,
                "AWS_ENDPOINT_URL_DYNAMODB", table.endpoint().toString(),
                "AWS_ENDPOINT_URL_S3", store.endpoint().toString(),
                "AWS_ENDPOINT_URL_SFN", stub.url(),
                "AWS_ENDPOINT_URL_SECRETS_MANAGER", stub.url());
    }

    private static String defaultOf(String parameter) {
        return House.template().at("/Parameters/" + parameter + "/Default").asText();
    }

    private static Path made(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }
}
