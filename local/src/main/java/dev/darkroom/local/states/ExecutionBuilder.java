package dev.darkroom.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An execution while a turn works on it. */
final class ExecutionBuilder {

    private static final int LONGEST_CAUSE = 32_768;

    StateVisit visit;

    private final Execution before;
    private final Instant now;
    private final List<HistoryEvent> events;
    private ExecutionStatus status;
    private long rest;
    private int transitions;
    private JsonNode output;
    private String error;
    private String cause;
    private Instant endedAt;

    ExecutionBuilder(Execution before, Instant now) {
        this.before = before;
        this.now = now;
        visit = before.visit();
        events = new ArrayList<>(before.events());
        status = before.status();
        rest = before.rest();
        transitions = before.transitions();
    }

    String name() {
        return before.name();
    }

    String input() {
        return before.input();
    }

    boolean isOpen() {
        return status == ExecutionStatus.RUNNING;
    }

    int eventCount() {
        return events.size();
    }

    /** The id of the event that entered the state: ids count from 1. */
    int entry() {
        var id = events.size();
        while (!events.get(id - 1).type().endsWith("StateEntered")) {
            id--;
        }
        return id;
    }

    void enter(StateVisit arrival) {
        visit = arrival;
        transitions++;
    }

    long nextRest() {
        return rest + 1;
    }

    /** Comes to a new resting place. */
    void rest(Phase phase) {
        rest++;
        setPhase(phase);
    }

    /** Stays at the same resting place, of which more is known now. */
    void setPhase(Phase phase) {
        visit = new StateVisit(visit.state(), visit.input(), visit.enteredAt(), visit.retries(), phase);
    }

    int retriesOf(int retrier) {
        // The definition may have got more retriers since the state was entered.
        return retrier < visit.retries().size() ? visit.retries().get(retrier) : 0;
    }

    void countRetry(int retrier) {
        var retries = new ArrayList<>(visit.retries());
        while (retries.size() <= retrier) {
            retries.add(0);
        }
        retries.set(retrier, retries.get(retrier) + 1);
        visit = new StateVisit(visit.state(), visit.input(), visit.enteredAt(), retries, visit.phase());
    }

    void note(String type) {
        note(type, null, null);
    }

    void note(String type, String problem, String reason) {
        events.add(new HistoryEvent(type, now, visit == null ? null : visit.state(), problem, cut(reason)));
    }

    void end(ExecutionStatus how, JsonNode result, String problem, String reason) {
        status = how;
        output = result;
        // AWS names the error of an execution that took too long in its history alone (floci#2733 has both answers).
        error = how == ExecutionStatus.TIMED_OUT ? null : problem;
        cause = cut(reason);
        endedAt = now;
        visit = null;
        note(
                switch (how) {
                    case SUCCEEDED -> "ExecutionSucceeded";
                    case FAILED -> "ExecutionFailed";
                    case TIMED_OUT -> "ExecutionTimedOut";
                    case ABORTED -> "ExecutionAborted";
                    case RUNNING -> throw new IllegalArgumentException("running is no end");
                },
                problem,
                reason);
    }

    Execution execution() {
        return new Execution(
                before.machine(),
                before.name(),
                before.input(),
                before.startedAt(),
                before.deadline(),
                status,
                visit,
                rest,
                transitions,
                events,
                output,
                error,
                cause,
                endedAt);
    }

    private static String cut(String reason) {
        return reason == null || reason.length() <= LONGEST_CAUSE ? reason : reason.substring(0, LONGEST_CAUSE);
    }
}
