package dev.darkroom.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The semantics: from an execution at rest, and what has happened to it, the execution at its next rest. It touches
 * nothing: calling functions, waiting and keeping are {@link Executions}' part.
 */
final class Interpreter {

    private final StateMachine machine;
    private final InstantSource clock;
    private final RandomGenerator random;

    Interpreter(StateMachine machine, InstantSource clock, RandomGenerator random) {
        this.machine = machine;
        this.clock = clock;
        this.random = random;
    }

    /** @param input valid JSON */
    Execution start(String name, String input, JsonNode parsed) {
        var now = clock.instant();
        var deadline = machine.timeout().map(now::plus).orElse(null);
        var event = new HistoryEvent("ExecutionStarted", now, null, null, null);
        var born = new Execution(
                machine.name(),
                name,
                input,
                now,
                deadline,
                ExecutionStatus.RUNNING,
                null,
                0,
                0,
                List.of(event),
                null,
                null,
                null,
                null);
        return turn(born).enter(machine.startAt(), parsed);
    }

    /** The function has answered. */
    Execution returned(Execution execution, JsonNode answer) {
        return turn(execution).acceptAnswer(answer);
    }

    /** SendTaskSuccess. */
    Execution completed(Execution execution, JsonNode output) {
        return turn(execution).complete(output);
    }

    /** The function, or SendTaskFailure, has reported an error. */
    Execution failed(Execution execution, String error, String cause) {
        return turn(execution).failTask(error, cause);
    }

    /** The attempt has taken too long. */
    Execution timedOut(Execution execution) {
        return turn(execution).timeOut();
    }

    /** A Wait is over, or the pause before a retry. */
    Execution woken(Execution execution) {
        return turn(execution).wake();
    }

    /** The execution as a whole has taken too long. */
    Execution expired(Execution execution) {
        return turn(execution).end(ExecutionStatus.TIMED_OUT, ErrorNames.TIMEOUT, null);
    }

    /** StopExecution. */
    Execution stopped(Execution execution, String error, String cause) {
        return turn(execution).end(ExecutionStatus.ABORTED, error, cause);
    }

    /** Whether an execution from an earlier run can go on: the definition may have changed since. */
    boolean fits(Execution execution) {
        var state = machine.state(execution.visit().state());
        return switch (execution.visit().phase()) {
            case Phase.Sleeping _ -> state instanceof State.Wait;
            case Phase.Working _, Phase.BackingOff _ -> state instanceof State.Task;
        };
    }

    /** The end of an execution that does not fit. */
    Execution lost(Execution execution) {
        var reason =
                "The machine has no such state any more: " + execution.visit().state();
        return turn(execution).end(ExecutionStatus.FAILED, ErrorNames.RUNTIME, reason);
    }

    private InterpreterRun turn(Execution execution) {
        return new InterpreterRun(machine, execution, clock.instant(), random);
    }
}
