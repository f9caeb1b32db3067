package dev.darkroom.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every implementation of {@link Flow} keeps, whichever endpoint it talks to. Its machine is one wait: an execution
 * hands out a token, and ends as the wait does.
 */
public abstract class FlowContract {

    private static final String NAME_OF_AN_ERROR = "dev.darkroom.task.JobFailed";

    /** How an execution ended. */
    public record Ended(String status, String output, String error, String cause) {}

    private final String name = UUID.randomUUID().toString();

    /** The flow under test, on the machine that is one wait. */
    protected abstract Flow flow();

    /** The token that the execution of this name waits with. */
    protected abstract String token(String execution);

    /** What the execution of this name was started with. */
    protected abstract String input(String execution);

    /** How it ended; it has been told to. */
    protected abstract Ended ended(String execution);

    /** Who is known to take a failure for a token that has ended, and so is not failed for that. */
    protected Optional<String> takesFailuresTooLate() {
        return Optional.empty();
    }

    /** How many executions of this machine have this name. */
    protected abstract int executions(String execution);

    @Test
    void anExecutionKnowsItsTaskAndHowLongToWait() {
        flow().start(name, "task-1", 42);
        assertEquals(
                "{\"taskId\":\"task-1\",\"callbackWaitSeconds\":42}",
                input(name).replaceAll("\\s", ""));
    }

    @Test
    void startingTwiceIsStartingOnce() {
        flow().start(name, "task-1", 42);
        flow().start(name, "task-1", 42);
        flow().start(name, "task-1", 50);
        assertEquals(1, executions(name));
        assertTrue(flow().finish(token(name), "task-1"));
        ended(name);
        flow().start(name, "task-1", 42);
        assertEquals(1, executions(name), "also after it has ended");
    }

    @Test
    void tenAtOnceAreStillOne() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> starts = IntStream.range(0, 10)
                    .<Callable<Void>>mapToObj(number -> () -> {
                        flow().start(name, "task-1", 42);
                        return null;
                    })
                    .toList();
            for (var start : threads.invokeAll(starts)) {
                start.get();
            }
        }
        assertEquals(1, executions(name));
    }

    @Test
    void aFinishedJobEndsTheWaitWithTheTasksIdAlone() {
        flow().start(name, "task-1", 42);
        assertTrue(flow().finish(token(name), "task-1"));
        var ended = ended(name);
        assertEquals("SUCCEEDED", ended.status());
        assertEquals("{\"taskId\":\"task-1\"}", ended.output().replaceAll("\\s", ""));
    }

    @Test
    void aDelayIsAnErrorThatTheMachineCatchesInWholeSecondsRoundedUp() {
        flow().start(name, "task-1", 42);
        assertTrue(flow().resumeAfter(token(name), Duration.ofMillis(6001)));
        assertEquals(new Ended("FAILED", null, "Later", "7"), ended(name));
    }

    @Test
    void aFailureHasTheNameThatTheMachineCatches() {
        flow().start(name, "task-1", 42);
        assertTrue(flow().fail(token(name), NAME_OF_AN_ERROR, "because"));
        assertEquals(new Ended("FAILED", null, NAME_OF_AN_ERROR, "because"), ended(name));
    }

    @Test
    void aTokenIsGoodForOneEnd() {
        flow().start(name, "task-1", 42);
        var token = token(name);
        assertTrue(flow().finish(token, "task-1"));
        ended(name);
        assertFalse(flow().finish(token, "task-1"), "again");
        var takenTooLate = List.of(flow().resumeAfter(token, Duration.ZERO), flow().fail(token, NAME_OF_AN_ERROR, ""))
                .contains(true);
        assertEquals("SUCCEEDED", ended(name).status());
        takesFailuresTooLate()
                .ifPresent(who ->
                        assumeFalse(takenTooLate, () -> who + " takes a failure for an ended token: its own fault"));
        assertFalse(takenTooLate, "too late");
    }

    @Test
    void aTokenOfNobodyIsNoError() {
        assertFalse(flow().finish("no-such-token", "task-1"));
        assertFalse(flow().resumeAfter("no-such-token", Duration.ofSeconds(1)));
        assertFalse(flow().fail("no-such-token", NAME_OF_AN_ERROR, ""));
    }
}
