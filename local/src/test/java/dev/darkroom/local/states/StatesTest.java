package dev.darkroom.local.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
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
            {% $parse('{"p":[true,null]}') %}                | {"p":[true,null]}
            {% $parse('null') %}                             | null
            {% $now() %}                                     | "2026-11-22T12:00:00.000Z"
            {% $millis() %}                                  | 1795348800000
            {% $states.context.Execution.Id %}               | "arn:aws:states:us-east-1:000000000000:execution:m:x"
            {% $states.context.Execution.Name %}             | "x"
            {% $states.context.Execution.Input.a %}          | 1
            {% $states.context.Execution.StartTime %}        | "2026-11-22T12:00:00.000Z"
            {% $states.context.State.Name %}                 | "A"
            {% $states.context.State.EnteredTime %}          | "2026-11-22T12:00:00.000Z"
            {% $states.context.State.RetryCount %}           | 0
            {% $states.context.StateMachine.Name %}          | "m"
            plain $text                                      | "plain $text"
            """)
    void passComputes(String output, String expected) {
        var text = StatesJson.MAPPER.getNodeFactory().textNode(output).toString();
        var rig = Rig.of("~A~:{~Type~:~Pass~,~Output~:" + text.replace("~", "") + ",~End~:true}");

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
                "{% $error('no') %}",
                "{% 1 / 0 %}",
                "{% $states.input.a & 1 + 'x' %}",
                "{% function($x) { $x } %}",
                "{% $parse('{') %}"
            })
    void aFailedExpressionFailsTheExecution(String output) {
        var rig = Rig.of("~A~:{~Type~:~Pass~,~Output~:~" + output + "~,~End~:true}")
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
        var rig = Rig.of("~A~:{~Type~:~Pass~,~Output~:~{% $number($states.input) %}~,~End~:true}");

        assertEquals(number, rig.run('"' + text + '"').output().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 5", "5 ", "+5", ".5", "5.", "5f", "5d", "NaN", "Infinity", "1e999", "null", "0x1p3"})
    void aTextIsNoNumberWhereOnlyJavaSaysSo(String text) {
        var rig = Rig.of("~A~:{~Type~:~Pass~,~Output~:~{% $number($states.input) %}~,~End~:true}");

        assertEquals(
                "States.QueryEvaluationError",
                rig.run('"' + text + '"').execution().error());
    }

    @Test
    void variablesAreSeenByLaterStatesAndAsTheyWereByTheirOwn() {
        var rig = Rig.of("""
                ~A~:{~Type~:~Pass~,~Assign~:{~n~:1,~gone~:null},~Next~:~B~},
                ~B~:{~Type~:~Pass~,~Assign~:{~n~:~{% $n + 1 %}~},~Output~:~{% [$n, $gone] %}~,~Next~:~C~},
                ~C~:{~Type~:~Succeed~,~Output~:[~{% $states.input %}~,~{% $n %}~]}""").run("{}");

        assertEquals(Rig.json("[[1,null],2]"), rig.output());
        assertEquals(3, rig.execution().transitions());
        assertEquals(
                List.of(
                        "ExecutionStarted",
                        "PassStateEntered",
                        "PassStateExited",
                        "PassStateEntered",
                        "PassStateExited",
                        "SucceedStateEntered",
                        "SucceedStateExited",
                        "ExecutionSucceeded"),
                rig.events());
    }

    @ParameterizedTest
    @CsvSource({"1,B", "2,C", "3,D"})
    void choiceTakesTheFirstThatIsTrue(int n, String expected) {
        var rig = Rig.of("""
                ~A~:{~Type~:~Choice~,~Choices~:[
                  {~Condition~:~{% $states.input.n = 1 %}~,~Next~:~B~,~Output~:~one~,~Assign~:{~v~:1}},
                  {~Condition~:~{% $states.input.n <= 2 %}~,~Next~:~C~}],~Default~:~D~},
                ~B~:{~Type~:~Succeed~,~Output~:[~B~,~{% $states.input %}~,~{% $v %}~]},
                ~C~:{~Type~:~Succeed~,~Output~:[~C~]},~D~:{~Type~:~Succeed~,~Output~:[~D~]}""").run("{\"n\":" + n + "}");

        assertEquals(expected, rig.output().get(0).asText());
        if (n == 1) {
            assertEquals(Rig.json("[\"B\",\"one\",1]"), rig.output());
        }
    }

    @Test
    void choiceWithoutAnAnswerFails() {
        var choice = "~A~:{~Type~:~Choice~,~Choices~:[{~Condition~:~{%% %s %%}~,~Next~:~B~}]},~B~:{~Type~:~Succeed~}";

        assertEquals(
                "States.NoChoiceMatched",
                Rig.of(String.format(Locale.ROOT, choice, "false"))
                        .run("{}")
                        .execution()
                        .error());
        assertEquals(
                "States.QueryEvaluationError",
                Rig.of(String.format(Locale.ROOT, choice, "1"))
                        .run("{}")
                        .execution()
                        .error());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ~Seconds~:90                                          | 90
            ~Seconds~:~{% $states.input.s %}~                     | 7
            ~Seconds~:0                                           | 0
            ~Timestamp~:~2026-11-22T12:01:00Z~                    | 60
            ~Timestamp~:~{% $states.input.t %}~                   | 120
            ~Timestamp~:~2020-01-01T00:00:00Z~                    | 0
            """)
    void waitEndsAtItsInstant(String pause, long seconds) {
        var rig = Rig.of("~A~:{~Type~:~Wait~," + pause + ",~Next~:~B~},~B~:{~Type~:~Succeed~}")
                .start("{\"s\":7,\"t\":\"2026-11-22T12:02:00Z\"}");

        rig.advance(Duration.ofDays(1));

        assertEquals(Rig.START.plusSeconds(seconds), rig.execution().endedAt());
    }

    @Test
    void failSaysWhy() {
        var rig = Rig.of("~A~:{~Type~:~Fail~,~Error~:~Mine~,~Cause~:~{% 'n = ' & $states.input.n %}~}")
                .run("{\"n\":3}");

        assertEquals(ExecutionStatus.FAILED, rig.execution().status());
        assertEquals("Mine", rig.execution().error());
        assertEquals("n = 3", rig.execution().cause());
        assertNull(Rig.of("~A~:{~Type~:~Fail~}").run("{}").execution().error());
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
    void tooMuchDataIsCaughtByItsNameOnly() {
        var states =
                "~A~:{" + TASK + "{}},~Catch~:[{~ErrorEquals~:[~%s~],~Next~:~B~}],~End~:true},~B~:{~Type~:~Succeed~}";
        var large = '"' + "x".repeat(262_144) + '"';

        for (var name : List.of("States.ALL", "States.TaskFailed", "other")) {
            var rig = Rig.of(String.format(Locale.ROOT, states, name))
                    .function("f", _ -> large)
                    .run("{}");
            assertEquals("States.DataLimitExceeded", rig.execution().error(), name);
        }
        var caught = Rig.of(String.format(Locale.ROOT, states, "States.DataLimitExceeded"))
                .function("f", _ -> large)
                .run("{}");
        assertEquals(ExecutionStatus.SUCCEEDED, caught.execution().status());
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
