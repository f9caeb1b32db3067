package dev.darkroom.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One turn of the interpreter: takes an execution from one rest, through as many states as need none, to the next. */
final class InterpreterRun {

    /** As in AWS, where the event that would be one too many fails the execution (Step Functions quotas, 2026). */
    private static final int MOST_EVENTS = 25_000;

    private record Arrival(String state, JsonNode input) {}

    private final StateMachine machine;
    private final Instant now;
    private final RandomGenerator random;
    private final ExecutionBuilder draft;
    private Arrival ahead;

    InterpreterRun(StateMachine machine, Execution before, Instant now, RandomGenerator random) {
        this.machine = machine;
        this.now = now;
        this.random = random;
        draft = new ExecutionBuilder(before, now);
    }

    Execution enter(String state, JsonNode input) {
        ahead = new Arrival(state, input);
        return drive(() -> {});
    }

    Execution acceptAnswer(JsonNode answer) {
        if (task().waitsForToken()) {
            var working = (Phase.Working) draft.visit.phase();
            draft.note("TaskSubmitted");
            draft.setPhase(new Phase.Working(working.token(), working.payload(), working.timeoutAt(), true));
            return draft.execution();
        }
        // The rest of what lambda:invoke returns is HTTP's own, which no machine of ours reads.
        var result = StatesJson.object().put("StatusCode", 200).put("ExecutedVersion", "$LATEST");
        result.set("Payload", answer);
        return complete(result);
    }

    Execution complete(JsonNode result) {
        return drive(() -> {
            checkSize(result, "The state/task 'lambda' returned a result");
            draft.note("TaskSucceeded");
            leave(task().departure(), scope().with("result", result), result);
        });
    }

    Execution failTask(String error, String cause) {
        return drive(() -> {
            draft.note("TaskFailed", error, cause);
            fail(error, cause);
        });
    }

    Execution timeOut() {
        return drive(() -> {
            draft.note("TaskTimedOut", ErrorNames.TIMEOUT, null);
            fail(ErrorNames.TIMEOUT, null);
        });
    }

    Execution wake() {
        return drive(() -> {
            switch (state()) {
                case State.Wait wait -> leave(wait.departure(), scope(), draft.visit.input());
                case State.Task task -> attempt(task);
                case State.Choice _ -> throw new IllegalStateException("nothing sleeps in " + draft.visit.state());
            }
        });
    }

    Execution end(ExecutionStatus status, String error, String cause) {
        draft.end(status, null, error, cause);
        return draft.execution();
    }

    private Execution drive(Runnable first) {
        guard(first);
        while (draft.isOpen() && ahead != null) {
            var to = ahead;
            ahead = null;
            guard(() -> arrive(to));
        }
        return draft.execution();
    }

    private void guard(Runnable step) {
        if (draft.eventCount() >= MOST_EVENTS) {
            var cause = "The execution reached the maximum number of history events (" + MOST_EVENTS + ").";
            draft.end(ExecutionStatus.FAILED, null, ErrorNames.RUNTIME, cause);
            return;
        }
        try {
            step.run();
        } catch (StateError e) {
            var cause = cause(e);
            if (e.error().equals(ErrorNames.QUERY)) {
                draft.note("EvaluationFailed", e.error(), cause);
            } else if (state() instanceof State.Task) {
                draft.note("TaskFailed", e.error(), cause);
            }
            fail(e.error(), cause);
        }
    }

    private void arrive(Arrival to) {
        var retriers = machine.state(to.state()) instanceof State.Task task
                ? task.retriers().size()
                : 0;
        draft.enter(new StateVisit(to.state(), to.input(), now, Collections.nCopies(retriers, 0), null));
        draft.note(state().type() + "StateEntered");
        switch (state()) {
            case State.Task task -> attempt(task);
            case State.Wait wait ->
                draft.rest(new Phase.Sleeping(now.plus(wait.seconds().evaluate(scope()))));
            case State.Choice choice -> choose(choice);
        }
    }

    private void attempt(State.Task task) {
        var token = TaskToken.fresh(machine.name(), draft.name(), draft.nextRest(), random)
                .text();
        var scope = ContextObject.scope(draft, task.waitsForToken() ? token : null);
        var payload = task.payload().evaluate(scope);
        checkSize(payload, "The state/task '" + draft.visit.state() + "' provided parameters");
        var timeoutAt =
                task.timeout().map(timeout -> now.plus(timeout.evaluate(scope))).orElse(null);
        draft.note("TaskScheduled");
        draft.note("TaskStarted");
        draft.rest(new Phase.Working(token, payload, timeoutAt, false));
    }

    private void choose(State.Choice choice) {
        for (var rule : choice.rules()) {
            if (rule.holds(scope())) {
                leave(rule.departure(), scope(), draft.visit.input());
                return;
            }
        }
        leave(new Transition(Optional.of(choice.otherwise()), Optional.empty()), scope(), draft.visit.input());
    }

    private void leave(Transition departure, ExpressionScope scope, JsonNode otherwise) {
        var output =
                departure.output().map(template -> template.evaluate(scope)).orElse(otherwise);
        checkSize(output, "The state/task '" + draft.visit.state() + "' returned a result");
        draft.note(state().type() + "StateExited");
        departure
                .next()
                .ifPresentOrElse(
                        next -> ahead = new Arrival(next, output),
                        () -> draft.end(ExecutionStatus.SUCCEEDED, output, null, null));
    }

    private void fail(String error, String cause) {
        if (state() instanceof State.Task task && (retry(task, error) || catchError(task, error, cause))) {
            return;
        }
        draft.end(ExecutionStatus.FAILED, null, error, cause);
    }

    private boolean retry(State.Task task, String error) {
        for (var i = 0; i < task.retriers().size(); i++) {
            var retrier = task.retriers().get(i);
            if (retrier.errors().match(error)) {
                // A retrier that is spent does not hand over to the next: Catch is.
                return backOff(retrier, i);
            }
        }
        return false;
    }

    private boolean backOff(Retrier retrier, int index) {
        var made = draft.retriesOf(index);
        if (made >= retrier.maxAttempts()) {
            return false;
        }
        draft.countRetry(index);
        draft.rest(new Phase.BackingOff(now.plus(retrier.delay(made, random))));
        return true;
    }

    private boolean catchError(State.Task task, String error, String cause) {
        for (var catcher : task.catchers()) {
            if (catcher.errors().match(error)) {
                var output = StatesJson.object().put("Error", error).put("Cause", cause == null ? "" : cause);
                try {
                    leave(catcher.departure(), scope().with("errorOutput", output), output);
                } catch (StateError e) {
                    draft.end(ExecutionStatus.FAILED, null, e.error(), cause(e));
                }
                return true;
            }
        }
        return false;
    }

    /** What is too large names its state itself (AWS's own answers, recorded by LocalStack's snapshot tests, 2026). */
    private String cause(StateError e) {
        return e.error().equals(ErrorNames.DATA_LIMIT)
                ? e.reason()
                : "An error occurred while executing the state '" + draft.visit.state() + "' (entered at the event id #"
                        + draft.entry() + "). " + e.reason();
    }

    private static void checkSize(JsonNode value, String what) {
        if (StatesJson.tooLarge(value)) {
            throw StateError.tooLarge(what);
        }
    }

    private ExpressionScope scope() {
        return ContextObject.scope(draft, null);
    }

    private State state() {
        return machine.state(draft.visit.state());
    }

    private State.Task task() {
        return (State.Task) state();
    }
}
