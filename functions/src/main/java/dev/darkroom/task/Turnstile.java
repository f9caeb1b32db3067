package dev.darkroom.task;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/** The {@link Gate} and the waking of those whom it lets in: whoever leaves opens it for the next. */
public final class Turnstile {

    private final Gate gate;
    private final Tasks tasks;
    private final Flow flow;
    private final int places;
    private final InstantSource clock;

    /** @param places jobs at once */
    public Turnstile(Gate gate, Tasks tasks, Flow flow, int places, InstantSource clock) {
        this.gate = gate;
        this.tasks = tasks;
        this.flow = flow;
        this.places = places;
        this.clock = clock;
    }

    /** How many jobs may run at once. */
    public int places() {
        return places;
    }

    /** Asks for a place with the provider; see {@link Gate#enter}. */
    public Gate.Entry enter(String taskId) {
        return gate.enter(taskId, clock.instant());
    }

    /** Who has a place; see {@link Gate#inside}. */
    public Set<String> inside() {
        return gate.inside();
    }

    /** Spends one request; see {@link Gate#request}. */
    public Duration request() {
        return gate.request(clock.instant());
    }

    /**
     * Gives a place or a turn back and wakes who is let in for it. Who sleeps through that (its token was not yet on
     * its row) finds its place when its own wait times out.
     */
    public void leave(String taskId) {
        for (var letIn : gate.leave(taskId, clock.instant())) {
            tasks.find(letIn.taskId())
                    .map(task -> task.job().token())
                    .ifPresent(token -> flow.later(token, letIn.delay()));
        }
    }
}
