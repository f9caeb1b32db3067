package dev.darkroom.local.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.house.House;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Every expression of the definition, by our JSONata and by the reference, over inputs likely and unlikely. */
@EnabledIfSystemProperty(
        named = ReferenceJsonataTest.WHERE,
        matches = ".+",
        disabledReason = "no -Djsonata.reference=FOLDER, which .ci/outside/jsonata/judge gives")
class ReferenceJsonataTest {

    static final String WHERE = "jsonata.reference";

    private static final int INPUTS = 400;
    private static final Pattern CODE = Pattern.compile("threw an error during evaluation\\. (\\w+): ");

    /**
     * Without a zero below zero, which the library puts before zero as Java does, and without whole numbers that no double
     * holds: nothing here writes one.
     */
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "5",
            "30",
            "60",
            "300",
            "301",
            "99999999",
            "-1",
            "2.5",
            "2.0",
            "0.1",
            "1e2",
            "1e21",
            "123456789012",
            "4503599627370496",
            "1e300");

    private static final List<String> OTHERS = List.of(
            "null",
            "true",
            "false",
            "\"\"",
            "\"5\"",
            "\"Persist\"",
            "\"Submit\"",
            "\"Wait\"",
            "[]",
            "[5]",
            "[1,2]",
            "{}",
            "{\"next\":\"Persist\"}",
            "[null]");
    private static final List<String> CAUSES = List.of(
            "0",
            "5",
            "60",
            "007",
            "-1",
            "2.5",
            "2.50",
            "1e3",
            "1E-2",
            "",
            " 5",
            "5 ",
            "+5",
            ".5",
            "5.",
            "5f",
            "5d",
            "0x10",
            "0o17",
            "0b11",
            "0x",
            "NaN",
            "Infinity",
            "null",
            "true",
            "1e999",
            "1_000",
            "soon",
            "{\"errorMessage\":\"5\"}",
            "5\n",
            "٥",
            "12345678901234567890",
            "0.1");

    private final Random random = new Random(22);

    @Test
    void saysTheSameOfEveryExpression(@TempDir Path folder) throws Exception {
        var asked = new ArrayList<ObjectNode>();
        var ours = new ArrayList<JsonNode>();
        for (var expression : expressions()) {
            for (var i = 0; i < INPUTS; i++) {
                var states = states();
                asked.add(StatesJson.object().put("expression", expression).set("states", states));
                ours.add(evaluate(expression, states));
            }
        }
        var theirs = reference(folder, asked);

        assertEquals(asked.size(), theirs.size());
        var different = new ArrayList<String>();
        for (var i = 0; i < asked.size(); i++) {
            if (!same(ours.get(i), theirs.get(i))) {
                different.add(asked.get(i) + "\n  ours " + ours.get(i) + "\n  theirs " + theirs.get(i));
            }
        }
        assertTrue(
                different.isEmpty(), different.size() + " of " + asked.size() + ":\n" + String.join("\n", different));
        System.out.println(asked.size() + " values of " + expressions().size() + " expressions are the same.");
    }

    private static Set<String> expressions() {
        var expressions = new LinkedHashSet<String>();
        collect(House.json("infra/generate.asl.json"), expressions);
        return expressions;
    }

    private static void collect(JsonNode node, Set<String> into) {
        if (node.isTextual() && Expression.isMarked(node.textValue())) {
            into.add(
                    node.textValue().substring(2, node.textValue().length() - 2).strip());
        }
        node.forEach(child -> collect(child, into));
    }

    /** All that any state of the definition may see; each part is missing now and then. */
    private ObjectNode states() {
        var states = StatesJson.object();
        var input = states.putObject("input").put("taskId", "an id");
        put(input, "patience", number());
        put(input, "waitSeconds", number());
        put(input, "transitions", number());
        put(input, "next", of(List.of("\"Persist\"", "\"Submit\"", "\"Wait\"", of(OTHERS))));
        put(input, "error", of(List.of("\"a.Gone\"", of(OTHERS))));
        put(states.putObject("result"), "Payload", random.nextInt(4) == 0 ? of(OTHERS) : payload());
        states.putObject("errorOutput").put("Error", "a.Busy").put("Cause", of(CAUSES));
        var context = states.putObject("context");
        put(context.putObject("Execution").putObject("Input"), "callbackWaitSeconds", number());
        context.putObject("State").put("RetryCount", random.nextInt(21));
        context.putObject("Task").put("Token", "a token");
        return states;
    }

    private String payload() {
        var payload = StatesJson.object();
        put(payload, "next", of(List.of("\"Persist\"", "\"Wait\"", of(OTHERS))));
        put(payload, "waitSeconds", number());
        return payload.toString();
    }

    private String number() {
        return random.nextInt(3) == 0 ? of(OTHERS) : of(NUMBERS);
    }

    private String of(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    private void put(ObjectNode object, String name, String json) {
        if (random.nextInt(5) != 0) {
            object.set(name, Rig.json(json));
        }
    }

    private static JsonNode evaluate(String expression, ObjectNode states) {
        var scope = ExpressionScope.of(states.get("input"), () -> states.get("context"))
                .with("result", states.get("result"))
                .with("errorOutput", states.get("errorOutput"));
        try {
            return StatesJson.object().set("value", new Expression(expression, "$.States.A.Output").evaluate(scope));
        } catch (StateError e) {
            var code = CODE.matcher(e.reason());
            if (code.find()) {
                return StatesJson.object().put("code", code.group(1));
            }
            return e.reason().endsWith(" returned nothing (undefined).")
                    ? StatesJson.object()
                    : StatesJson.object().put("code", e.reason());
        }
    }

    private static List<JsonNode> reference(Path folder, List<ObjectNode> asked)
            throws IOException, InterruptedException {
        var questions = folder.resolve("questions");
        var answers = folder.resolve("answers");
        Files.write(questions, asked.stream().map(StatesJson::text).toList());
        var node = new ProcessBuilder(
                        "node",
                        House.ROOT.resolve(".ci/outside/jsonata/evaluate.js").toString())
                .directory(Path.of(System.getProperty(WHERE)).toFile())
                .redirectInput(questions.toFile())
                .redirectOutput(answers.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals(0, node.waitFor());
        return Files.readAllLines(answers, StandardCharsets.UTF_8).stream()
                .map(Rig::json)
                .toList();
    }

    /** JavaScript has one type of number. */
    private static boolean same(JsonNode ours, JsonNode theirs) {
        return ours.equals(
                (one, other) -> one.isNumber() && other.isNumber()
                        ? Double.compare(one.doubleValue() + 0.0, other.doubleValue() + 0.0)
                        : one.equals(other) ? 0 : 1,
                theirs);
    }
}
