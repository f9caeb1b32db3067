package dev.darkroom.local.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.local.FunctionError;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each type of state, and each part of the language, one at a time. */
class StatesTest {

    private static final String TASK =
            "~Type~:~Task~,~Resource~:~arn:aws:states:::lambda:invoke~,~Arguments~:{~FunctionName~:~f~,~Payload~:";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {% $states.input %}                              | {"a":1,"n":null,"l":[{"x":1},{"x":2}],"d":2.5}
            {% $states.input.n %}                            | null
            {% $states.input.l.x %}                          | [1,2]
            {% $states.input.l[x = 2] %}                     | {"x":2}
            {% $states.input.d * 2 %}                        | 5
            {% $states.input.d + 0.25 %}                     | 2.75
            {% {'k': $states.input.a, 'gone': $states.input.z} %} | {"k":1}
            {% $states.context.Execution.Input.a %}          | 1
            {% $states.context.State.RetryCount %}           | 0
            plain $text                                      | "plain $text"
            """)
    void anOutputIsComputed(String output, String expected) {
        var text = StatesJson.MAPPER.getNodeFactory().textNode(output).toString();
        var rig = Rig.of("~A~:{~Type~:~Wait~,~Seconds~:0,~Output~:" + text.replace("~", "") + ",~End~:true}");

        rig.run("{\"a\":1,\"n\":null,\"l\":[{\"x\":1},{\"x\":2}],\"d\":2.5}");

        assertEquals(
                ExecutionStatus.SUCCEEDED,
                rig.execution().status(),
                rig.execution().cause());
        assertEquals(Rig.json(expected), rig.output());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% $states.input.gone %}",
                "{% gone %}",
                "{% $ %}",
                "{% 1 / 0 %}",
                "{% $states.input.a & 1 + 'x' %}",
                "{% function() { 1 } %}"
            })
    void aFailedExpressionFailsTheExecution(String output) {
        var rig = Rig.of("~A~:{~Type~:~Wait~,~Seconds~:0,~Output~:~" + output + "~,~End~:true}")
                .run("{\"a\":1}");

        assertEquals(ExecutionStatus.FAILED, rig.execution().status());
        assertEquals("States.QueryEvaluationError", rig.execution().error());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5      | 5
            -5     | -5
            007    | 7
            2.50   | 2.5
            1e3    | 1000
            2.5E-1 | 0.25
            0x1F   | 31
            0b11   | 3
            1e21   | 1.0E21
            """)
    void aTextIsANumberWhereJsonataSaysSo(String text, String number) {
        var rig = Rig.of("~A~:{~Type~:~Wait~,~Seconds~:0,~Output~:~{% $number($states.input) %}~,~End~:true}");

        assertEquals(number, rig.run('"' + text + '"').output().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 5", "5 ", "+5", ".5", "5.", "5f", "5d", "NaN", "Infinity", "1e999", "null", "0x1p3"})
    void aTextIsNoNumberWhereOnlyJavaSaysSo(String text) {
        var rig = Rig.of("~A~:{~Type~:~Wait~,~Seconds~:0,~Output~:~{% $number($states.input) %}~,~End~:true}");

        assertEquals(
                "States.QueryEvaluationError",
                rig.run('"' + text + '"').execution().error());
    }

    @ParameterizedTest
    @CsvSource({"1,B", "2,C", "3,D"})
    void choiceTakesTheFirstThatIsTrue(int n, String expected) {
        var rig = Rig.of("""
                ~A~:{~Type~:~Choice~,~Choices~:[
                  {~Condition~:~{% $states.input.n = 1 %}~,~Next~:~B~,~Output~:~one~},
                  {~Condition~:~{% $states.input.n <= 2 %}~,~Next~:~C~}],~Default~:~D~},
                ~B~:{~Type~:~Wait~,~Seconds~:0,~End~:true,~Output~:{~s~:~B~,~i~:~{% $states.input %}~}},
                ~C~:{~Type~:~Wait~,~Seconds~:0,~End~:true,~Output~:{~s~:~C~}},~D~:{~Type~:~Wait~,~Seconds~:0,~End~:true,~Output~:{~s~:~D~}}""").run("{\"n\":" + n + "}");

        assertEquals(expected, rig.output().get("s").asText());
        if (n == 1) {
            assertEquals(Rig.json("{\"s\":\"B\",\"i\":\"one\"}"), rig.output());
        }
    }

    @Test
    void aConditionIsTrueOrFalse() {
        var rig = Rig.of("~A~:{~Type~:~Choice~,~Choices~:[{~Condition~:~{% 1 %}~,~Next~:~A~}],~Default~:~A~}");

        assertEquals("States.QueryEvaluationError", rig.run("{}").execution().error());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ~Seconds~:90                                          | 90
            ~Seconds~:~{% $states.input.s %}~                     | 7
            ~Seconds~:0                                           | 0
            """)
    void waitEndsAtItsInstant(String pause, long seconds) {
        var rig = Rig.of("~A~:{~Type~:~Wait~," + pause + ",~Next~:~B~},~B~:{~Type~:~Wait~,~Seconds~:0,~End~:true}")
                .start("{\"s\":7}");

        rig.advance(Duration.ofDays(1));

        assertEquals(Rig.START.plusSeconds(seconds), rig.execution().endedAt());
    }

    @Test
    void aFunctionsAnswerIsWrapped() {
        var rig = Rig.of("~A~:{" + TASK + "{~in~:~{% $states.input.n %}~}},~End~:true}")
                .function("f", event -> "{\"out\":" + event.get("in") + "}")
                .run("{\"n\":3}");

        assertEquals(
                Rig.json("{\"StatusCode\":200,\"ExecutedVersion\":\"$LATEST\",\"Payload\":{\"out\":3}}"), rig.output());
        assertEquals(
                List.of(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded"),
                rig.events());
    }

    @Test
    void aFunctionThatIsNotThereAndOneThatTalksNonsense() {
        var states = "~A~:{" + TASK + "{}},~End~:true}";

        assertEquals(
                "Lambda.ResourceNotFoundException",
                Rig.of(states).run("{}").execution().error());
        assertEquals(
                "Lambda.Unknown",
                Rig.of(states).function("f", _ -> "{").run("{}").execution().error());
        assertTrue(Rig.of(states)
                .function("f", _ -> "")
                .run("{}")
                .output()
                .get("Payload")
                .isNull());
    }

    @Test
    void whateverAHandlerThrowsIsNamedByItsClass() {
        var states = "~A~:{" + TASK + "{}},~End~:true}";
        var thrown = Rig.of(states)
                .function("f", _ -> {
                    throw new IllegalStateException("oh");
                })
                .run("{}")
                .execution();
        var reported = Rig.of(states)
                .function("f", _ -> {
                    throw new FunctionError("a.B", null);
                })
                .run("{}")
                .execution();

        assertEquals("java.lang.IllegalStateException", thrown.error());
        assertEquals(
                Rig.json("{\"errorMessage\":\"oh\",\"errorType\":\"java.lang.IllegalStateException\"}"),
                Rig.json(thrown.cause()));
        assertEquals("a.B", reported.error());
    }

    @Test
    void tooMuchDataIsNotCaught() {
        var states = "~A~:{" + TASK + "{}},~Catch~:[{~ErrorEquals~:[~%s~],~Next~:~A~}],~End~:true}";
        var large = '"' + "x".repeat(262_144) + '"';

        for (var name : List.of("States.ALL", "States.TaskFailed", "other")) {
            var rig = Rig.of(String.format(Locale.ROOT, states, name))
                    .function("f", _ -> large)
                    .run("{}");
            assertEquals("States.DataLimitExceeded", rig.execution().error(), name);
        }
    }

    @Test
    void anExecutionHasItsTime() {
        var definition = Rig.machine("~A~:{~Type~:~Wait~,~Seconds~:100,~End~:true}")
                .replaceFirst("\\{", "{\"TimeoutSeconds\":60,");
        var rig = new Rig(definition).start("{}").advance(Duration.ofSeconds(59));
        assertTrue(rig.execution().isOpen());

        rig.advance(Duration.ofSeconds(1));

        assertEquals(ExecutionStatus.TIMED_OUT, rig.execution().status());
        assertEquals("ExecutionTimedOut", rig.events().getLast());
        assertEquals(
                List.of(ExecutionStatus.TIMED_OUT),
                rig.told.stream().map(ExecutionEnded::status).toList());
    }
}
