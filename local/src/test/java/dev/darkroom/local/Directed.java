package dev.darkroom.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.aws.StatesFlow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The steps' real functions, each of which meets its fate before it works, and what they were given. */
class Directed implements Director, AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    /** No step gets through a longer one. */
    private static final Duration LONGER_THAN_A_STATE = Duration.ofSeconds(900);

    private static final Set<String> STEPS = Set.of("Submit", "Poll", "Persist", "GiveUp");

    private final Map<String, Deque<Fate>> fates = new ConcurrentHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private ManualTimeline timeline;
    private SfnClient client;
    private String machine;

    @Override
    public Lambda direct(String name, Lambda function, ManualTimeline worldsTimeline) {
        timeline = worldsTimeline;
        if (name.equals("Repair")) {
            // It would begin executions of its own.
            return event -> new byte[0];
        }
        return STEPS.contains(name) ? event -> meet(name, function, event) : function;
    }

    @Override
    public Stage stage(Stage own, Map<String, Lambda> functions) {
        machine = own.machine();
        client = clientAt(own.endpoint());
        return own;
    }

    static SfnClient clientAt(URI endpoint) {
        return Emulator.clients(Map.of(
                        "AWS_REGION", "us-east-1",
                        "AWS_ENDPOINT_URL", endpoint.toString(),
                        "AWS_ACCESS_KEY_ID", "test",
                        "AWS_SECRET_ACCESS_KEY", "test"))
                .states();
    }

    SfnClient client() {
        return client;
    }

    String machine() {
        return machine;
    }

    /** From here on. */
    void begin(Map<String, List<Fate>> given) {
        calls.clear();
        fates.clear();
        given.forEach((name, list) -> fates.put(name, new ArrayDeque<>(list)));
    }

    List<String> calls() {
        return List.copyOf(calls);
    }

    ManualTimeline timeline() {
        return timeline;
    }

    private byte[] meet(String name, Lambda function, byte[] event) throws FunctionError {
        var payload = (ObjectNode) parse(event);
        if (name.equals("GiveUp") && !payload.has("transitions")) {
            // From the event rule: no state calls it so.
            return function.invoke(event);
        }
        var queue = fates.getOrDefault(name, new ArrayDeque<>());
        var fate = queue.isEmpty() ? new Fate.Work() : queue.remove();
        var token = payload.path("token").asText();
        calls.add(name + " " + shown(payload));
        return switch (fate) {
            case Fate.Work _ -> function.invoke(event);
            case Fate.Throw(var error) -> throw new FunctionError(error, "as it was told");
            case Fate.Answer(var json) -> json.getBytes(StandardCharsets.UTF_8);
            case Fate.Sleep _ -> sleep(name);
            case Fate.Fail(var error, var cause) -> {
                new StatesFlow(client, machine).fail(token, error, cause);
                yield new byte[0];
            }
        };
    }

    /** Moves the world on, where nobody else does. */
    void goOn() {
        timeline.advance(Duration.ofHours(1));
    }

    /** The world goes on meanwhile. */
    byte[] sleep(String name) throws FunctionError {
        timeline.advance(LONGER_THAN_A_STATE);
        return new byte[0];
    }

    /** Without what is another's in each run. */
    private static String shown(ObjectNode payload) {
        var shown = new HashMap<String, JsonNode>();
        payload.properties().forEach(field -> shown.put(field.getKey(), field.getValue()));
        shown.computeIfPresent("taskId", (key, value) -> JSON.getNodeFactory().textNode("TASK"));
        shown.computeIfPresent("token", (key, value) -> JSON.getNodeFactory().textNode("TOKEN"));
        return new TreeMap<>(shown).toString();
    }

    @Override
    public void close() {
        client.close();
    }

    static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
