package dev.darkroom.steps;

/** The task's time is over, and a last look at the job found no end. Final. */
public final class DeadlinePassed extends RuntimeException {

    public DeadlinePassed() {
        super("the task's time is over");
    }
}
