package dev.darkroom.local.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.darkroom.local.FunctionError;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Causes in the words of AWS, as people find them in logs and look for them. The sentences are answers that AWS gave, as
 * others recorded them: LocalStack's snapshot tests (tests/aws/services/stepfunctions/v2, 2026) and floci's issues 2665,
 * 2733 and 2734. What the codes say is JSONata's own.
 */
class CausesTest {

    private static final String TASK = "~Type~:~Task~,~Resource~:~arn:aws:states:::lambda:invoke~,"
            + "~Arguments~:{~FunctionName~:~f~,~Payload~:{}}";

    private static String cause(Rig rig) {
        return rig.execution().cause();
    }

    private static String in(String state, int event, String rest) {
        return "An error occurred while executing the state '" + state + "' (entered at the event id #" + event + "). "
                + rest;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "{% $states.input.gone %}"                    | Output          | $states.input.gone        | returned nothing (undefined).
            {"v":"{% $states.input.gone %}"}              | Output/v        | $states.input.gone        | returned nothing (undefined).
            {"a":{"b":{"c":"{%$states.input.gone%}"}}}    | Output/a/b/c    | $states.input.gone        | returned nothing (undefined).
            {"a b":"{% $states.input.gone %}"}            | Output/a b      | $states.input.gone        | returned nothing (undefined).
            "{% function() { 1 } %}"                      | Output          | function() { 1 }          | returned an unsupported result type.
            "{% $number('a') %}"                          | Output          | $number('a')              | threw an error during evaluation. D3030: Unable to cast value to a number: "a"
            "{% 1 + 'x' %}"                               | Output          | 1 + 'x'                   | threw an error during evaluation. T2002: The right side of the "+" operator must evaluate to a number
            "{% $sum(['1']) %}"                           | Output          | $sum(['1'])               | threw an error during evaluation. T0412: Argument of a function must be an array of "numbers"
            """)
    void anExpressionThatFails(String output, String field, String expression, String how) {
        var rig = Rig.of("~A~:{~Type~:~Wait~,~Seconds~:0,~Output~:" + output + ",~End~:true}")
                .run("{}");

        assertEquals("States.QueryEvaluationError", rig.execution().error());
        assertEquals(
                in(
                        "A",
                        2,
                        "The JSONata expression '" + expression + "' specified for the field '" + field + "' " + how),
                cause(rig));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            ~Type~:~Wait~,~Seconds~:~{% $states.input %}~,~End~:true     | Seconds              | "5"  | Expected 'number', but was 'string' for value: "5"
            ~Type~:~Wait~,~Seconds~:~{% $states.input %}~,~End~:true     | Seconds              | null | Expected 'number', but was 'null' for value: null
            ~Type~:~Choice~,~Choices~:[{~Condition~:~{% $states.input %}~,~Next~:~A~}],~Default~:~A~ | Choices[0]/Condition | [1] | Expected 'boolean', but was 'array' for value: [1]
            """)
    void aResultOfTheWrongType(String state, String field, String input, String words) {
        var rig = Rig.of("~A~:{" + state + "}").run(input);

        assertEquals("States.QueryEvaluationError", rig.execution().error());
        assertEquals(
                in(
                        "A",
                        2,
                        "The JSONata expression '$states.input' specified for the field '" + field
                                + "' returned an unexpected result type. " + words),
                cause(rig));
    }

    @ParameterizedTest
    @CsvSource({"2.5, 2.5", "-1, -1", "100000000, 100000000", "1e30, 1.0E+30"})
    void aNumberOfSecondsThatIsNone(String seconds, String told) {
        var rig = Rig.of("~A~:{~Type~:~Wait~,~Seconds~:~{% " + seconds + " %}~,~End~:true}")
                .run("{}");

        assertEquals("States.QueryEvaluationError", rig.execution().error());
        assertEquals(
                in(
                        "A",
                        2,
                        "The JSONata expression '" + seconds + "' specified for the field 'Seconds' returned a number"
                                + " that is not a whole one from 0 to 99999999: " + told),
                cause(rig));
    }

    @Test
    void theStateIsNamedByTheEventThatEnteredIt() {
        var rig = Rig.of("~A~:{~Type~:~Wait~,~Seconds~:0,~Next~:~the one~},"
                        + "~the one~:{" + TASK + ",~Catch~:[{~ErrorEquals~:[~x~],~Next~:~A~},"
                        + "{~ErrorEquals~:[~a.Busy~],~Output~:{~n~:~{% $number($states.errorOutput.Cause) %}~},"
                        + "~Next~:~A~}],~End~:true}")
                .function("f", _ -> {
                    throw new FunctionError("a.Busy", "soon");
                })
                .run("{}");

        assertEquals(
                in(
                        "the one",
                        4,
                        "The JSONata expression '$number($states.errorOutput.Cause)' specified for the field "
                                + "'Catch[1]/Output/n' threw an error during evaluation. D3030: Unable to cast value to a number: "
                                + "\"{\\\"errorMessage\\\":\\\"soon\\\",\\\"errorType\\\":\\\"a.Busy\\\"}\""),
                cause(rig));
    }

    @Test
    void anErrorThatNobodyTakesIsTheFunctionsOwn() {
        var rig = Rig.of("~A~:{" + TASK + ",~End~:true}")
                .function("f", _ -> {
                    throw new FunctionError("a.Busy", "oh");
                })
                .run("{}");

        assertEquals("a.Busy", rig.execution().error());
        assertEquals("{\"errorMessage\":\"oh\",\"errorType\":\"a.Busy\"}", cause(rig));
    }

    @Test
    void aTaskThatTookTooLongHasNoCause() {
        var waits = TASK.replace("lambda:invoke", "lambda:invoke.waitForTaskToken");
        var rig = Rig.of("~A~:{" + waits + ",~TimeoutSeconds~:30,~End~:true}")
                .function("f", _ -> "{}")
                .run("{}");

        assertEquals(ExecutionStatus.FAILED, rig.execution().status());
        assertEquals("States.Timeout", rig.execution().error());
        assertNull(cause(rig));
    }

    @Test
    void anExecutionThatTookTooLongNamesItsErrorInItsHistoryAlone() {
        var machine = Rig.machine("~A~:{~Type~:~Wait~,~Seconds~:100,~End~:true}");
        var rig = new Rig(machine.replaceFirst("\\{", "{\"TimeoutSeconds\":60,")).run("{}");

        assertEquals(ExecutionStatus.TIMED_OUT, rig.execution().status());
        assertNull(rig.execution().error());
        assertNull(cause(rig));
        assertEquals("States.Timeout", rig.execution().events().getLast().error());
    }

    @Test
    void whatIsTooLargeIsNamedWithoutItself() {
        var large = "\"" + "x".repeat(262_144) + "\"";
        var ofATask = Rig.of("~A~:{" + TASK + ",~End~:true}").function("f", _ -> large);
        var twice = "{% $states.input & $states.input %}";
        var ofAState = Rig.of("~A~:{~Type~:~Wait~,~Seconds~:0,~Output~:~" + twice + "~,~End~:true}");
        var toATask = Rig.of("~A~:{" + TASK.replace("{}", "~" + twice + "~") + ",~End~:true}");
        var half = "\"" + "x".repeat(200_000) + "\"";

        assertEquals(tooLarge("lambda", "returned a result"), cause(ofATask.run("{}")));
        assertEquals(tooLarge("A", "returned a result"), cause(ofAState.run(half)));
        assertEquals(tooLarge("A", "provided parameters"), cause(toATask.run(half)));
    }

    private static String tooLarge(String state, String what) {
        return String.format(
                Locale.ROOT,
                "The state/task '%s' %s with a size exceeding the maximum number of bytes service limit.",
                state,
                what);
    }

    @Test
    void tooManyEvents() {
        var rig = Rig.of("~A~:{~Type~:~Wait~,~Seconds~:0,~Next~:~A~}").run("{}");

        assertEquals("States.Runtime", rig.execution().error());
        assertEquals("The execution reached the maximum number of history events (25000).", cause(rig));
    }
}
