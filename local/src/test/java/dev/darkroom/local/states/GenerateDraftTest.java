package dev.darkroom.local.states;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.local.FunctionError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A machine of the shape that Darkroom's own has, on each of its ways. */
class GenerateDraftTest {

    private static final String INPUT = "{\"taskId\":\"x\",\"callbackWaitSeconds\":30}";

    private final Rig rig = new Rig(definition());

    private static String definition() {
        try (var file = GenerateDraftTest.class.getResourceAsStream("generate-draft.asl.json")) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            for (var name : List.of("Submit", "Poll", "Persist", "GiveUp")) {
                text = text.replace("${" + name + "Function}", name);
            }
            return text;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Rig functions(Rig.Handler submit, Rig.Handler poll, Rig.Handler persist) {
        return rig.function("Submit", submit)
                .function("Poll", poll)
                .function("Persist", persist)
                .function("GiveUp", _ -> "{}");
    }

    private static Rig.Handler failing(String error) {
        return _ -> {
            throw new FunctionError(error, "oh");
        };
    }

    private List<String> states() {
        return rig.execution().events().stream()
                .filter(event -> event.type().endsWith("StateEntered"))
                .map(HistoryEvent::state)
                .toList();
    }

    @Test
    void aCallbackTakesTwoTransitions() {
        functions(_ -> "{}", failing("not.Called"), _ -> "{}").start(INPUT);
        rig.advance(Duration.ofSeconds(29));

        rig.executions.succeed(TaskToken.parse(rig.token()).orElseThrow(), Rig.json("{\"taskId\":\"x\"}"));
        rig.timeline.settle();

        assertEquals(Rig.json("{\"taskId\":\"x\"}"), rig.output());
        assertEquals(List.of("Submit", "Persist"), states());
        assertEquals(2, rig.execution().transitions());
    }

    @Test
    void noCallbackInTimeMeansPolling() {
        functions(_ -> "{}", _ -> "{\"taskId\":\"x\",\"next\":\"Persist\",\"waitSeconds\":0}", _ -> "{}")
                .run(INPUT);

        assertEquals(List.of("Submit", "Poll", "Look", "Persist"), states());
        assertEquals(Rig.START.plusSeconds(30), rig.execution().endedAt());
    }

    @Test
    void noCallbackAtAllMeansPollingAsTold() {
        var waits = new ArrayDeque<>(List.of(5, 8));
        Rig.Handler submit = event -> {
            rig.executions.fail(TaskToken.parse(event.get("token").asText()).orElseThrow(), "NoCallback", "6");
            return "{}";
        };
        Rig.Handler poll = _ -> waits.isEmpty()
                ? "{\"taskId\":\"x\",\"next\":\"Persist\",\"waitSeconds\":0}"
                : String.format(Locale.ROOT, "{\"taskId\":\"x\",\"next\":\"Wait\",\"waitSeconds\":%d}", waits.remove());
        functions(submit, poll, _ -> "{}").run(INPUT);

        assertEquals(
                List.of("Submit", "Wait", "Poll", "Look", "Wait", "Poll", "Look", "Wait", "Poll", "Look", "Persist"),
                states());
        assertEquals(Rig.START.plusSeconds(6 + 5 + 8), rig.execution().endedAt());
    }

    @Test
    void whatCannotBeSentIsGivenUp() {
        functions(failing("dev.darkroom.hiapi.HiapiRefused"), failing("x"), _ -> "{}")
                .run(INPUT);

        assertEquals(List.of("Submit", "GiveUp"), states());
        assertEquals(
                "dev.darkroom.hiapi.HiapiRefused",
                rig.calls.getLast().get("error").get("Error").asText());
        assertEquals(ExecutionStatus.SUCCEEDED, rig.execution().status());
    }

    @Test
    void aBusyProviderIsAskedAgainAndThenGivenUp() {
        functions(failing("dev.darkroom.hiapi.HiapiBusy"), failing("x"), _ -> "{}")
                .run(INPUT);

        assertEquals(5, rig.calls.size(), "four times Submit, once GiveUp");
        assertEquals(List.of("Submit", "GiveUp"), states());
    }
}
