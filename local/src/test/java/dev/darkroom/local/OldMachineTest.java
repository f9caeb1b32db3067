package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.Live;
import dev.darkroom.aws.DynamoTasks;
import dev.darkroom.house.House;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is under way survives an update. An execution keeps the definition that it began with and calls the functions
 * through their alias, so today's functions must do what every earlier definition asks, with its inputs and its rows.
 */
class OldMachineTest {

    private static final Path RELEASES = House.ROOT.resolve("local/src/test/resources/releases");
    private static final Duration A_WHILE = Duration.ofMinutes(15);

    @RegisterExtension
    static final TableServer SERVER = new TableServer();

    @TempDir
    Path home;

    static Stream<String> releases() throws IOException {
        try (var folders = Files.list(RELEASES)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void anExecutionGoesOnAsItBegan(String release) throws Exception {
        try (var world = TestSystem.start(asOf(release), Map.of(), UnaryOperator.identity())) {
            var wanted = new HashMap<String, String>();
            for (var mark : List.of("", "[[nocallback]]", "[[429]]", "[[expiredx1]]", "[[early]]")) {
                wanted.put(world.create("a brass kettle " + mark), "success");
            }
            wanted.put(world.create("a brass kettle [[fail]]"), "fail");
            wanted.put(world.create("a brass kettle [[400]]"), "fail");
            world.advance(A_WHILE);
            assertEnded(world, wanted);
        }
    }

    /** On a laptop the definition is the tree's: what an earlier tree began, today's goes on with. */
    @ParameterizedTest
    @MethodSource("releases")
    void whatIsUnderWayIsTakenUpAfterAnUpdate(String release) throws Exception {
        try (var world = TestSystem.start(asOf(release), Map.of(), UnaryOperator.identity())) {
            var wanted = new HashMap<String, String>();
            for (var seconds : List.of(0, 1, 10, 40)) {
                wanted.put(world.create("a brass kettle [[nocallback]][[time=60]]"), "success");
                world.advance(Duration.ofSeconds(seconds));
            }
            world.restartAsToday();
            world.advance(A_WHILE);
            assertEnded(world, wanted);
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void everyInputIsUnderstood(String release) throws Exception {
        var functions = Functions.of(new Live(SERVER.settings(), new ManualTimeline(Instant.now()), line -> {}));
        for (var input : read(release, "inputs.json")) {
            var function = functions.get(input.get("function").asText());
            var payload = input.get("payload").toString().getBytes(StandardCharsets.UTF_8);
            if (input.has("error")) {
                var error = assertThrows(FunctionError.class, () -> function.invoke(payload), input.toString());
                assertEquals(input.get("error").asText(), error.errorType(), input.toString());
            } else {
                var answer = new ObjectMapper().readTree(function.invoke(payload));
                input.get("answer")
                        .properties()
                        .forEach(entry ->
                                assertEquals(entry.getValue(), answer.get(entry.getKey()), input + " gives " + answer));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void everyRowIsUnderstood(String release) throws Exception {
        var table = SERVER.newTable();
        var tasks = new DynamoTasks(SERVER.client(), table);
        for (var row : read(release, "rows.json")) {
            SERVER.client()
                    .putItem(put -> put.tableName(table).item(attribute(row).m()));
            var task = tasks.find(row.get("id").asText()).orElseThrow();
            assertEquals(row.get("status").asText(), task.status().word());
            assertEquals(row.get("outputs") == null ? 0 : 1, task.outputs().size());
            assertEquals(row.has("report"), task.job().report() != null);
            assertEquals(row.has("failure"), task.failure() != null);
            assertEquals(row.at("/order/microDollars").asLong(), task.spec().microDollars());
            assertTrue(tasks.list(row.get("owner").asText(), 10, null).tasks().contains(task));
        }
    }

    private static void assertEnded(TestSystem world, Map<String, String> wanted) {
        wanted.forEach((id, status) -> {
            var task = world.get("/api/images/" + id).json();
            assertEquals(status, task.path("status").asText(), task.toString());
        });
    }

    /** A source tree with that release's state machine and today's everything else. */
    private Path asOf(String release) throws IOException {
        Files.createDirectories(home.resolve("infra"));
        Files.copy(RELEASES.resolve(release).resolve("generate.asl.json"), home.resolve("infra/generate.asl.json"));
        Files.createSymbolicLink(home.resolve("site"), House.ROOT.resolve("site"));
        return home;
    }

    private static JsonNode read(String release, String file) {
        return House.json("local/src/test/resources/releases/" + release + "/" + file);
    }

    private static AttributeValue attribute(JsonNode value) {
        if (value.isObject()) {
            var map = new HashMap<String, AttributeValue>();
            value.properties().forEach(entry -> map.put(entry.getKey(), attribute(entry.getValue())));
            return AttributeValue.fromM(map);
        }
        if (value.isArray()) {
            var list = new ArrayList<AttributeValue>();
            value.forEach(item -> list.add(attribute(item)));
            return AttributeValue.fromL(list);
        }
        if (value.isBoolean()) {
            return AttributeValue.fromBool(value.asBoolean());
        }
        return value.isNumber() ? AttributeValue.fromN(value.asText()) : AttributeValue.fromS(value.asText());
    }
}
