package dev.darkroom.steps;

/** There is nothing left to do: the task has ended, was deleted, or never was. GiveUp closes what is still open. */
public final class TaskOver extends RuntimeException {

    public TaskOver() {
        super("the task is over");
    }
}
