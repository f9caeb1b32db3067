package dev.darkroom.local.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.local.FunctionError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Retry and Catch: which names they know, when they try again, and what they hand on. */
class FailuresTest {

    private static Rig task(String more) {
        return Rig.of("~A~:{~Type~:~Task~,~Resource~:~arn:aws:states:::lambda:invoke~,"
                + "~Arguments~:{~FunctionName~:~f~,~Payload~:~{% $states.context.State.RetryCount %}~}," + more
                + ",~End~:true}");
    }

    private static Rig.Handler failing(String error) {
        return _ -> {
            throw new FunctionError(error, "oh");
        };
    }

    private static List<Long> seconds(Rig rig) {
        return rig.callTimes.stream()
                .map(at -> Duration.between(Rig.START, at).toSeconds())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "a.Busy,            a.Busy,                       true",
        "a.Busy,            a.Bus,                        false",
        "a.Busy,            a.Busy$Inner,                 false",
        "a.Busy,            java.lang.RuntimeException,   false",
        "a.Busy,            States.TaskFailed,            true",
        "a.Busy,            States.ALL,                   true",
        "a.Busy,            States.Timeout,               false",
        "States.Timeout,    States.Timeout,               true",
        "States.Timeout,    States.ALL,                   true",
        "States.Timeout,    States.TaskFailed,            false",
        "States.QueryEvaluationError, States.ALL,         true",
        "States.QueryEvaluationError, States.TaskFailed,  true",
        "States.DataLimitExceeded,    States.ALL,         false",
        "States.DataLimitExceeded,    States.TaskFailed,  false",
        "States.Runtime,    States.ALL,                   false",
    })
    void namesAreComparedExactly(String error, String name, boolean matches) {
        assertEquals(matches, new ErrorNames(List.of("x", name)).match(error));
    }

    @Test
    void retriesWithGrowingPausesAndThenFails() {
        var rig = task("~Retry~:[{~ErrorEquals~:[~a.Busy~]}]")
                .function("f", failing("a.Busy"))
                .run("{}");

        assertEquals(List.of(0L, 1L, 3L, 7L), seconds(rig));
        assertEquals(
                List.of("0", "1", "2", "3"),
                rig.calls.stream().map(Object::toString).toList());
        assertEquals("a.Busy", rig.execution().error());
        assertEquals(1, rig.execution().transitions());
    }

    @Test
    void pausesAreCapped() {
        var rig = task("~Retry~:[{~ErrorEquals~:[~a.Busy~],~IntervalSeconds~:2,~BackoffRate~:3,"
                        + "~MaxAttempts~:4,~MaxDelaySeconds~:10}]")
                .function("f", failing("a.Busy"))
                .run("{}");

        assertEquals(List.of(0L, 2L, 8L, 18L, 28L), seconds(rig));
    }

    @Test
    void noAttemptsMeansNoRetry() {
        var rig = task("~Retry~:[{~ErrorEquals~:[~a.Busy~],~MaxAttempts~:0},{~ErrorEquals~:[~States.ALL~]}]")
                .function("f", failing("a.Busy"))
                .run("{}");

        assertEquals(List.of(0L), seconds(rig));
    }

    @Test
    void eachRetrierCountsForItself() {
        var errors = new ArrayList<>(List.of("a", "b", "a", "b", "a"));
        var rig = task("~Retry~:[{~ErrorEquals~:[~a~],~MaxAttempts~:2,~IntervalSeconds~:10,~BackoffRate~:1},"
                        + "{~ErrorEquals~:[~b~],~MaxAttempts~:2,~IntervalSeconds~:100,~BackoffRate~:2}]")
                .function("f", _ -> {
                    throw new FunctionError(errors.removeFirst(), "");
                })
                .run("{}");

        assertEquals(List.of(0L, 10L, 110L, 120L, 320L), seconds(rig));
        assertEquals("a", rig.execution().error());
    }

    @Test
    void fullJitterIsAnythingUpToThePause() {
        var retrier =
                new Retrier(new ErrorNames(List.of("a")), Duration.ofSeconds(2), 2, 9, Duration.ofSeconds(20), true);
        var random = new Random(1);
        for (var made = 0; made < 8; made++) {
            var most = Math.min(2000L << made, 20_000L);
            var shortest = Long.MAX_VALUE;
            var longest = 0L;
            for (var i = 0; i < 500; i++) {
                var delay = retrier.delay(made, random).toMillis();
                shortest = Math.min(shortest, delay);
                longest = Math.max(longest, delay);
            }
            assertTrue(longest <= most, "no longer than the pause");
            assertTrue(longest > most * 0.9, "up to the pause");
            assertTrue(shortest < most * 0.1, "down to nothing");
        }
    }

    @Test
    void aCatcherGetsTheError() {
        var rig = Rig.of("""
                ~A~:{~Type~:~Task~,~Resource~:~arn:aws:states:::lambda:invoke~,
                  ~Arguments~:{~FunctionName~:~f~,~Payload~:{}},
                  ~Catch~:[{~ErrorEquals~:[~other~],~Next~:~C~},
                           {~ErrorEquals~:[~a.Gone~,~x~],~Next~:~B~,
                            ~Output~:{~was~:~{% $states.input.n %}~,~why~:~{% $states.errorOutput.Error %}~}},
                           {~ErrorEquals~:[~States.ALL~],~Next~:~C~}],~End~:true},
                ~B~:{~Type~:~Wait~,~Seconds~:0,~End~:true},
                ~C~:{~Type~:~Wait~,~Seconds~:0,~End~:true,~Output~:~no~}""").function("f", failing("a.Gone")).run("{\"n\":4}");

        assertEquals(Rig.json("{\"was\":4,\"why\":\"a.Gone\"}"), rig.output());
        assertTrue(rig.events().containsAll(List.of("TaskFailed", "TaskStateExited", "WaitStateEntered")));
    }

    @Test
    void withoutOutputTheErrorItselfGoesOn() {
        var rig = Rig.of("""
                ~A~:{~Type~:~Task~,~Resource~:~arn:aws:states:::lambda:invoke.waitForTaskToken~,
                  ~Arguments~:{~FunctionName~:~f~,~Payload~:{}},~TimeoutSeconds~:30,
                  ~Catch~:[{~ErrorEquals~:[~States.ALL~],~Next~:~B~}],~End~:true},
                ~B~:{~Type~:~Wait~,~Seconds~:0,~End~:true}""").function("f", _ -> "{}").run("{}");

        assertEquals(Rig.json("{\"Error\":\"States.Timeout\",\"Cause\":\"\"}"), rig.output());
        assertTrue(rig.events().contains("TaskTimedOut"));
    }

    @Test
    void aFailedExpressionOfATaskIsCaught() {
        for (var field :
                List.of("~Output~:~{% $states.result.gone %}~", "~TimeoutSeconds~:~{% $states.input.gone %}~")) {
            var rig = Rig.of("~A~:{~Type~:~Task~,~Resource~:~arn:aws:states:::lambda:invoke~,"
                    + "~Arguments~:{~FunctionName~:~f~,~Payload~:{}}," + field
                    + ",~Catch~:[{~ErrorEquals~:[~States.ALL~],~Next~:~B~,~Output~:~caught~}],"
                    + "~End~:true},~B~:{~Type~:~Wait~,~Seconds~:0,~End~:true}");
            rig.function("f", _ -> "1").run("{}");
            assertEquals(Rig.json("\"caught\""), rig.output(), field);
        }
    }

    @Test
    void aFailedExpressionOfACatcherFailsTheExecution() {
        var rig = Rig.of("~A~:{~Type~:~Task~,~Resource~:~arn:aws:states:::lambda:invoke~,"
                + "~Arguments~:{~FunctionName~:~f~,~Payload~:{}},"
                + "~Catch~:[{~ErrorEquals~:[~States.ALL~],~Next~:~B~,~Output~:~{% $states.input.gone %}~}],~End~:true},"
                + "~B~:{~Type~:~Wait~,~Seconds~:0,~End~:true}");

        rig.function("f", failing("a")).run("{}");

        assertEquals("States.QueryEvaluationError", rig.execution().error());
    }

    @Test
    void aTimeoutIsRetriedFromItsOwnInstant() {
        var rig = Rig.of("""
                ~A~:{~Type~:~Task~,~Resource~:~arn:aws:states:::lambda:invoke.waitForTaskToken~,
                  ~Arguments~:{~FunctionName~:~f~,~Payload~:{~t~:~{% $states.context.Task.Token %}~}},
                  ~TimeoutSeconds~:~{% $states.input.s %}~,
                  ~Retry~:[{~ErrorEquals~:[~States.Timeout~],~MaxAttempts~:1}],~End~:true}""").function("f", _ -> "{}").run("{\"s\":30}");

        assertEquals(List.of(0L, 31L), seconds(rig));
        assertEquals(Instant.parse("2026-11-22T12:01:01Z"), rig.execution().endedAt());
        assertTrue(!rig.calls.get(0).equals(rig.calls.get(1)), "each attempt has a token of its own");
    }
}
