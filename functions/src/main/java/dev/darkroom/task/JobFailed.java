package dev.darkroom.task;

/** The provider gave the job up; its reason is on the task's row. Final. */
public final class JobFailed extends RuntimeException {

    public JobFailed() {
        super("the job failed; the reason is on the task's row");
    }
}
