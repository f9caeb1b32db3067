package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.house.House;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/**
 * The very zip that is deployed, under the very client that Lambda runs it with: every event goes through its handler, and one image is made from end to end.
 */
class PackagedFunctionsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    /** Whatever the machine speaks: Lambda's speaks English, but nothing promises that it always will. */
    private static final String[] FAR_AWAY = {
        "-Duser.language=ar", "-Duser.country=EG", "-Duser.timezone=Asia/Kathmandu", "-Dfile.encoding=US-ASCII"
    };

    private static PackagedSystem system;

    private String written;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.exists(PackagedSystem.ZIP), "functions.zip is made in Maven's package phase: run ./check");
        assumeTrue(System.getProperty("os.name").equals("Linux"), "AWS's runtime client has a Linux part only");
        system = new PackagedSystem(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (system != null) {
            system.close();
        }
    }

    @Test
    void everyEventGoesThroughItsPackagedHandler() throws Exception {
        system.follow(answer("CreateTask", 202));
        var taskId = system.taskId();

        assertEquals("null", step("Submit"));
        assertEquals("Persist", JSON.readTree(step("Poll")).get("next").asText());
        assertEquals(taskId, JSON.readTree(step("Persist")).get("taskId").asText());
        assertTrue(
                written.lines().anyMatch(PackagedFunctionsTest::isReceipt), "a line that CloudWatch reads: " + written);

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
        assertEquals("SUCCESS", JSON.readTree(step("PublishSite")).get("Status").asText());

        assertEquals(
                List.of("StartExecution", "POST /v1/tasks", "GET /v1/tasks/" + StubServices.JOB),
                system.asked().stream()
                        .filter(asked -> !asked.equals("GetSecretValue"))
                        .toList());
    }

    @Test
    void theZipHasTheLayoutThatLambdaExpects() throws IOException {
        try (var zip = new ZipFile(PackagedSystem.ZIP.toFile())) {
            var names = zip.stream().map(Object::toString).toList();
            assertTrue(names.contains("dev/darkroom/api/CreateTask.class"), "classes at the root");
            assertTrue(names.stream().anyMatch(name -> name.matches("lib/jackson-databind-.*\\.jar")), "jars in lib/");
            assertFalse(names.stream().anyMatch(name -> name.contains("netty") || name.contains("apache-client")));
        }
        // What is not there need not be fetched, opened or verified at a cold start.
        assertTrue(
                Files.size(PackagedSystem.ZIP) <= 12_000_000,
                "the zip has " + Files.size(PackagedSystem.ZIP) + " bytes");
    }

    @Test
    void theLocalTableIsTheTemplates() {
        var wanted = House.resources().at("/TasksTable/Properties");
        var found = system.dynamo()
                .describeTable(describe -> describe.tableName("tasks"))
                .table();
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

    /** CloudWatch makes metrics of a line only when all of it is one JSON object. */
    private static boolean isReceipt(String line) {
        try {
            return line.startsWith("{\"_aws\":")
                    && JSON.readTree(line).path("event").asText().equals("task");
        } catch (IOException e) {
            return false;
        }
    }

    private String step(String function) throws Exception {
        return invoke(function);
    }

    private String invoke(String function) throws Exception {
        try (var packaged = system.start(function, PackagedFunction.Start.ON_DEMAND, FAR_AWAY)) {
            var outcome = packaged.invoke(system.event(function));
            assertFalse(outcome.error(), function + " failed: " + outcome.body() + "\n" + packaged.readLog());
            written = packaged.readLog();
            assertFalse(written.contains("lighthouse"), function + " logs no prompt");
            for (var line : written.lines().toList()) {
                assertTrue(JSON.readTree(line).isObject(), function + " logs JSON only: " + line);
            }
            return outcome.body();
        }
    }
}
