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
    private final ExecutionBuilder builder;
    private Arrival ahead;

    InterpreterRun(StateMachine machine, Execution before, Instant now, RandomGenerator random) {
        this.machine = machine;
        this.now = now;
        this.random = random;
        builder = new ExecutionBuilder(before, now);
    }

    Execution enter(String state, JsonNode input) {
        ahead = new Arrival(state, input);
        return drive(() -> {});
    }

    Execution acceptAnswer(JsonNode answer) {
        if (task().waitsForToken()) {
            var working = (Phase.Working) builder.visit.phase();
            builder.note("TaskSubmitted");
            builder.setPhase(new Phase.Working(working.token(), working.payload(), working.timeoutAt(), true));
            return builder.execution();
        }
        // The rest of what lambda:invoke returns is HTTP's own, which no machine of ours reads.
        var result = StatesJson.object().put("StatusCode", 200).put("ExecutedVersion", "$LATEST");
        result.set("Payload", answer);
        return complete(result);
    }

    Execution complete(JsonNode result) {
        return drive(() -> {
            checkSize(result, "The state/task 'lambda' returned a result");
            builder.note("TaskSucceeded");
            leave(task().transition(), scope().with("result", result), result);
        });
    }

    Execution failTask(String error, String cause) {
        return drive(() -> {
            builder.note("TaskFailed", error, cause);
            fail(error, cause);
        });
    }

    Execution timeOut() {
        return drive(() -> {
            builder.note("TaskTimedOut", ErrorNames.TIMEOUT, null);
            fail(ErrorNames.TIMEOUT, null);
        });
    }

    Execution wake() {
        return drive(() -> {
            switch (state()) {
                case State.Wait wait -> leave(wait.transition(), scope(), builder.visit.input());
                case State.Task task -> attempt(task);
                case State.Choice _ -> throw new IllegalStateException("nothing sleeps in " + builder.visit.state());
            }
        });
    }

    Execution end(ExecutionStatus status, String error, String cause) {
        builder.end(status, null, error, cause);
        return builder.execution();
    }

    private Execution drive(Runnable first) {
        guard(first);
        while (builder.isOpen() && ahead != null) {
            var to = ahead;
            ahead = null;
            guard(() -> arrive(to));
        }
        return builder.execution();
    }

    private void guard(Runnable step) {
        if (builder.eventCount() >= MOST_EVENTS) {
            var cause = "The execution reached the maximum number of history events (" + MOST_EVENTS + ").";
            builder.end(ExecutionStatus.FAILED, null, ErrorNames.RUNTIME, cause);
            return;
        }
        try {
            step.run();
        } catch (StateError e) {
            var cause = cause(e);
            if (e.error().equals(ErrorNames.QUERY)) {
                builder.note("EvaluationFailed", e.error(), cause);
            } else if (state() instanceof State.Task) {
                builder.note("TaskFailed", e.error(), cause);
            }
            fail(e.error(), cause);
        }
    }

    private void arrive(Arrival to) {
        var retriers = machine.state(to.state()) instanceof State.Task task
                ? task.retriers().size()
                : 0;
        builder.enter(new StateVisit(to.state(), to.input(), now, Collections.nCopies(retriers, 0), null));
        builder.note(state().type() + "StateEntered");
        switch (state()) {
            case State.Task task -> attempt(task);
            case State.Wait wait ->
                builder.rest(new Phase.Sleeping(now.plus(wait.seconds().evaluate(scope()))));
            case State.Choice choice -> choose(choice);
        }
    }

    private void attempt(State.Task task) {
        var token = TaskToken.fresh(machine.name(), builder.name(), builder.nextRest(), random)
                .text();
        var scope = ContextObject.scope(builder, task.waitsForToken() ? token : null);
        var payload = task.payload().evaluate(scope);
        checkSize(payload, "The state/task '" + builder.visit.state() + "' provided parameters");
        var timeoutAt =
                task.timeout().map(timeout -> now.plus(timeout.evaluate(scope))).orElse(null);
        builder.note("TaskScheduled");
        builder.note("TaskStarted");
        builder.rest(new Phase.Working(token, payload, timeoutAt, false));
    }

    private void choose(State.Choice choice) {
        for (var rule : choice.rules()) {
            if (rule.holds(scope())) {
                leave(rule.transition(), scope(), builder.visit.input());
                return;
            }
        }
        leave(new Transition(Optional.of(choice.otherwise()), Optional.empty()), scope(), builder.visit.input());
    }

    private void leave(Transition transition, ExpressionScope scope, JsonNode otherwise) {
        var output =
                transition.output().map(template -> template.evaluate(scope)).orElse(otherwise);
        checkSize(output, "The state/task '" + builder.visit.state() + "' returned a result");
        builder.note(state().type() + "StateExited");
        transition
                .next()
                .ifPresentOrElse(
                        next -> ahead = new Arrival(next, output),
                        () -> builder.end(ExecutionStatus.SUCCEEDED, output, null, null));
    }

    private void fail(String error, String cause) {
        if (state() instanceof State.Task task && (retry(task, error) || catchError(task, error, cause))) {
            return;
        }
        builder.end(ExecutionStatus.FAILED, null, error, cause);
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
        var made = builder.retriesOf(index);
        if (made >= retrier.maxAttempts()) {
            return false;
        }
        builder.countRetry(index);
        builder.rest(new Phase.BackingOff(now.plus(retrier.delay(made, random))));
        return true;
    }

    private boolean catchError(State.Task task, String error, String cause) {
        for (var catcher : task.catchers()) {
            if (catcher.errors().match(error)) {
                var output = StatesJson.object().put("Error", error).put("Cause", cause == null ? "" : cause);
                try {
                    leave(catcher.transition(), scope().with("errorOutput", output), output);
                } catch (StateError e) {
                    builder.end(ExecutionStatus.FAILED, null, e.error(), cause(e));
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
                : "An error occurred while executing the state '" + builder.visit.state()
                        + "' (entered at the event id #" + builder.entry() + "). " + e.reason();
    }

    private static void checkSize(JsonNode value, String what) {
        if (StatesJson.tooLarge(value)) {
            throw StateError.tooLarge(what);
        }
    }

    private ExpressionScope scope() {
        return ContextObject.scope(builder, null);
    }

    private State state() {
        return machine.state(builder.visit.state());
    }

    private State.Task task() {
        return (State.Task) state();
    }
}
