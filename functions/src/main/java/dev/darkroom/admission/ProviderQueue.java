package dev.darkroom.admission;

import dev.darkroom.task.Flow;
import dev.darkroom.task.Tasks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/** The {@link Gate} and the waking of those whom it lets in: whoever leaves opens it for the next. */
public final class ProviderQueue {

    private final Gate gate;
    private final Tasks tasks;
    private final Flow flow;
    private final int places;
    private final InstantSource clock;

    /** @param places jobs at once */
    public ProviderQueue(Gate gate, Tasks tasks, Flow flow, int places, InstantSource clock) {
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

    /** Who has a place; see {@link Gate#listInside}. */
    public Set<String> listInside() {
        return gate.listInside();
    }

    /** Spends one request; see {@link Gate#takeRequest}. */
    public Duration takeRequest() {
        return gate.takeRequest(clock.instant());
    }

    /**
     * Gives a place or a turn back and wakes who is let in for it. Who sleeps through that (its token was not yet on
     * its row) finds its place when its own wait times out.
     */
    public void leave(String taskId) {
        for (var letIn : gate.leave(taskId, clock.instant())) {
            tasks.find(letIn.taskId())
                    .map(task -> task.job().token())
                    .ifPresent(token -> flow.resumeAfter(token, letIn.delay()));
        }
    }
}
