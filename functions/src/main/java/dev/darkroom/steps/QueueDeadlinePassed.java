package dev.darkroom.steps;

/** The task waited too long for its turn; nothing was sent to the provider. Final. */
public final class QueueDeadlinePassed extends RuntimeException {

    public QueueDeadlinePassed() {
        super("the task's turn did not come in time");
    }
}
