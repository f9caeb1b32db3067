package dev.darkroom.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.local.Lambda;
import dev.darkroom.local.Timeline;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The executions of one machine. Each happening (a function's answer, a token, an alarm) takes one execution from rest to
 * rest, is kept, and only then followed up. The map's lock on the name makes each of these one step; no function is
 * called under it.
 */
final class Executions {

    private static final Logger LOG = System.getLogger(Executions.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final StateMachine machine;
    private final Interpreter interpreter;
    private final ExecutionJournal journal;
    private final Timeline timeline;
    private final Map<String, Lambda> functions;
    private final List<Consumer<ExecutionEnded>> listeners;
    private final List<Execution> found;
    private final Map<String, Execution> live = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Executions(
            StateMachine machine,
            ExecutionJournal journal,
            Timeline timeline,
            RandomGenerator random,
            Map<String, Lambda> functions,
            List<Consumer<ExecutionEnded>> listeners) {
        this.machine = machine;
        this.journal = journal;
        this.timeline = timeline;
        this.functions = functions;
        this.listeners = listeners;
        interpreter = new Interpreter(machine, timeline, random);
        found = journal.listUnfinished();
        found.forEach(execution -> live.put(execution.name(), execution));
    }

    StateMachine machine() {
        return machine;
    }

    /** Takes up what an earlier process left, unless a token has moved it on already. */
    void resume() {
        for (var execution : found) {
            if (execution.isOpen() && !interpreter.fits(execution)) {
                happen(execution.name(), execution.rest(), interpreter::lost);
                continue;
            }
            guardDeadline(execution);
            var now = live.get(execution.name());
            if (now != null && now.rest() == execution.rest() && now.isOpen() == execution.isOpen()) {
                follow(now);
            }
        }
    }

    /** @throws ServiceError ExecutionAlreadyExists, unless the very same execution is still running */
    Execution start(String name, String input, JsonNode parsed) {
        var begun = new AtomicReference<Execution>();
        var execution = live.compute(name, (_, running) -> {
            var earlier = running == null ? journal.findRetired(name).orElse(null) : running;
            if (earlier != null) {
                if (earlier.isOpen() && earlier.input().equals(input)) {
                    return earlier;
                }
                throw new ServiceError("ExecutionAlreadyExists", "Execution Already Exists: '" + earlier.arn() + "'");
            }
            if (closed) {
                throw new IllegalStateException("closed");
            }
            begun.set(interpreter.start(name, input, parsed));
            journal.save(begun.get());
            return begun.get();
        });
        if (begun.get() != null) {
            guardDeadline(execution);
            follow(execution);
        }
        return execution;
    }

    void succeed(TaskToken token, JsonNode output) {
        resolve(token, execution -> interpreter.completed(execution, output));
    }

    void fail(TaskToken token, String error, String cause) {
        resolve(token, execution -> interpreter.failed(execution, error, cause));
    }

    /** @throws ServiceError TaskTimedOut or TaskDoesNotExist when nobody waits with this token */
    void checkWaiting(TaskToken token) {
        if (!Optional.ofNullable(live.get(token.execution()))
                .map(execution -> execution.works(token.text()))
                .orElse(false)) {
            throw nobodyWaits(token);
        }
    }

    private void resolve(TaskToken token, UnaryOperator<Execution> outcome) {
        var text = token.text();
        var after =
                change(token.execution(), execution -> execution.works(text) ? outcome.apply(execution) : execution);
        follow(after.orElseThrow(() -> nobodyWaits(token)));
    }

    private ServiceError nobodyWaits(TaskToken token) {
        return find(token.execution()).isPresent()
                ? new ServiceError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'")
                : new ServiceError("TaskDoesNotExist", "Task does not exist");
    }

    /** Ends it, unless it has ended already. */
    void stop(String name, String error, String cause) {
        change(name, execution -> execution.isOpen() ? interpreter.stopped(execution, error, cause) : execution)
                .ifPresent(this::follow);
    }

    Optional<Execution> find(String name) {
        return Optional.ofNullable(live.get(name)).or(() -> journal.findRetired(name));
    }

    /** Newest first. Running ones are at hand; for others, all that have ended are read. */
    List<Execution> list(Optional<ExecutionStatus> status) {
        var all = new HashMap<String, Execution>();
        if (!status.equals(Optional.of(ExecutionStatus.RUNNING))) {
            journal.listRetired().forEach(execution -> all.put(execution.name(), execution));
        }
        all.putAll(live);
        return all.values().stream()
                .filter(execution -> status.isEmpty() || execution.status() == status.get())
                .sorted(Comparator.comparing(Execution::startedAt)
                        .thenComparing(Execution::name)
                        .reversed())
                .toList();
    }

    /** From here on nothing is called, kept or told. What is under way comes to nothing, as if the process had died. */
    void close() {
        closed = true;
        live.clear();
    }

    private void guardDeadline(Execution execution) {
        if (execution.isOpen() && execution.deadline() != null) {
            var name = execution.name();
            timeline.schedule(
                    execution.deadline(),
                    () -> change(name, now -> now.isOpen() ? interpreter.expired(now) : now)
                            .ifPresent(this::follow));
        }
    }

    private void follow(Execution execution) {
        // Alarms hold a name and a number, not the execution: many outlive what they were set for.
        var name = execution.name();
        var rest = execution.rest();
        if (!execution.isOpen()) {
            timeline.scheduleSoon(() -> announce(name, FIRST_PAUSE));
            return;
        }
        switch (execution.visit().phase()) {
            case Phase.Working working -> {
                if (working.timeoutAt() != null) {
                    timeline.schedule(working.timeoutAt(), () -> happen(name, rest, interpreter::timedOut));
                }
                if (!working.returned()) {
                    timeline.scheduleSoon(() -> call(name, rest));
                }
            }
            case Phase.Sleeping(var until) -> timeline.schedule(until, () -> happen(name, rest, interpreter::woken));
            case Phase.BackingOff(var until) -> timeline.schedule(until, () -> happen(name, rest, interpreter::woken));
        }
    }

    private void call(String name, long rest) {
        var execution = live.get(name);
        if (execution == null || !execution.isOpen() || execution.rest() != rest) {
            return;
        }
        var task = (State.Task) machine.state(execution.visit().state());
        var payload = ((Phase.Working) execution.visit().phase()).payload();
        var function = functions.get(task.functionName());
        switch (Invocation.run(task.functionName(), function, payload)) {
            case Invocation.Returned(var answer) -> happen(name, rest, now -> interpreter.returned(now, answer));
            case Invocation.Failed(var error, var cause) ->
                happen(name, rest, now -> interpreter.failed(now, error, cause));
        }
    }

    private void happen(String name, long rest, UnaryOperator<Execution> happening) {
        change(name, now -> now.isOpen() && now.rest() == rest ? happening.apply(now) : now)
                .filter(after -> after.rest() != rest || !after.isOpen())
                .ifPresent(this::follow);
    }

    private Optional<Execution> change(String name, UnaryOperator<Execution> step) {
        var changed = new AtomicReference<Execution>();
        live.computeIfPresent(name, (_, before) -> {
            var after = step.apply(before);
            if (after != before) {
                journal.save(after);
                changed.set(after);
            }
            return after;
        });
        return Optional.ofNullable(changed.get());
    }

    /** Tells the listeners, again and again until all have taken it; a start tells what was not taken. */
    private void announce(String name, Duration pause) {
        var execution = live.get(name);
        if (execution == null) {
            return;
        }
        try {
            listeners.forEach(listener -> listener.accept(execution.ended()));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a listener failed on the end of execution " + name, e);
            var next = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            timeline.schedule(timeline.instant().plus(pause), () -> announce(name, next));
            return;
        }
        live.computeIfPresent(name, (_, ended) -> {
            journal.retire(ended);
            return null;
        });
    }
}
