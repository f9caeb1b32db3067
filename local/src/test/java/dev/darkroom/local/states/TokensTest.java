package dev.darkroom.local.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.local.FunctionError;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A state that waits for a token: who may end the wait, and how often. */
class TokensTest {

    private static final String STATES = """
            ~A~:{~Type~:~Task~,~Resource~:~arn:aws:states:::lambda:invoke.waitForTaskToken~,
              ~Arguments~:{~FunctionName~:~f~,~Payload~:{~t~:~{% $states.context.Task.Token %}~}},~TimeoutSeconds~:60,
              ~Catch~:[{~ErrorEquals~:[~NoCallback~],~Next~:~B~,~Output~:~{% $number($states.errorOutput.Cause) %}~}],
              ~Output~:~{% $states.result %}~,~End~:true},
            ~B~:{~Type~:~Wait~,~Seconds~:~{% $states.input %}~,~End~:true}""";

    private final Rig rig = Rig.of(STATES).function("f", _ -> "{\"ignored\":true}");

    private void succeed(String token, String output) {
        rig.executions.succeed(TaskToken.parse(token).orElseThrow(), Rig.json(output));
        rig.timeline.settle();
    }

    private void fail(String token, String error, String cause) {
        rig.executions.fail(TaskToken.parse(token).orElseThrow(), error, cause);
        rig.timeline.settle();
    }

    private static void refused(String type, org.junit.jupiter.api.function.Executable call) {
        assertEquals(type, assertThrows(ServiceError.class, call).type());
    }

    @Test
    void successIsTheResultAsItIs() {
        rig.start("{}").advance(Duration.ofSeconds(59));
        assertTrue(rig.execution().isOpen(), "the call's own return does not end the wait");
        assertEquals(rig.token(), rig.calls.getFirst().get("t").asText());

        succeed(rig.token(), "{\"taskId\":\"x\"}");

        assertEquals(Rig.json("{\"taskId\":\"x\"}"), rig.output());
        assertEquals(1, rig.calls.size());
    }

    @Test
    void failureIsCaughtByItsName() {
        rig.start("{}");
        fail(rig.token(), "NoCallback", "12");
        assertEquals(
                Rig.START.plusSeconds(12),
                ((Phase.Sleeping) rig.execution().visit().phase()).until());

        rig.advance(Duration.ofSeconds(12));

        assertEquals(ExecutionStatus.SUCCEEDED, rig.execution().status());
    }

    @Test
    void failureWithoutACatcherFailsTheExecution() {
        rig.start("{}");
        fail(rig.token(), "Other", null);

        assertEquals("Other", rig.execution().error());
    }

    @Test
    void aSecondAndALateAnswerAreTimedOut() {
        rig.start("{}");
        var token = rig.token();
        succeed(token, "1");
        refused("TaskTimedOut", () -> succeed(token, "2"));
        refused("TaskTimedOut", () -> fail(token, "e", "c"));
        assertEquals(Rig.json("1"), rig.output());

        var late = Rig.of(STATES).function("f", _ -> "{}").start("{}");
        var lateToken = late.token();
        late.advance(Duration.ofSeconds(60));
        assertEquals("States.Timeout", late.execution().error());
        refused(
                "TaskTimedOut",
                () -> late.executions.succeed(TaskToken.parse(lateToken).orElseThrow(), Rig.json("1")));
    }

    @Test
    void aTokenOfNobodysTask() {
        refused("TaskDoesNotExist", () -> succeed(new TaskToken("m", "y", 1, "0").text(), "1"));
        assertTrue(TaskToken.parse("garbage!").isEmpty());
        assertTrue(TaskToken.parse("Z2FyYmFnZQ").isEmpty());
        rig.start("{}");
        refused("TaskTimedOut", () -> succeed(new TaskToken("m", "x", 1, "0").text(), "1"));
    }

    @Test
    void anAnswerFromWithinTheCallCounts() {
        rig.function("f", event -> {
            rig.executions.fail(TaskToken.parse(event.get("t").asText()).orElseThrow(), "NoCallback", "5");
            throw new FunctionError("late.Failure", "counts no more");
        });

        rig.run("{}");

        assertEquals(ExecutionStatus.SUCCEEDED, rig.execution().status());
        assertEquals(1, rig.calls.size());
        assertEquals(Rig.START.plusSeconds(5), rig.execution().endedAt());
    }

    @Test
    void aCallThatFailsEndsTheWait() {
        rig.function("f", _ -> {
                    throw new FunctionError("a.Gone", "oh");
                })
                .start("{}");

        assertEquals("a.Gone", rig.execution().error());
    }

    @Test
    void tooLargeAnOutput() {
        rig.start("{}");

        succeed(rig.token(), '"' + "x".repeat(262_143) + '"');

        assertEquals("States.DataLimitExceeded", rig.execution().error());
    }
}
