package dev.darkroom.task;

/** The workflow that carries a task from its acceptance to its end. */
public interface Flow {

    /**
     * Starts the task's execution, named after the task. Starting it twice is the same as starting it once.
     *
     * @param callbackWaitSeconds how long Submit waits for a callback before it polls
     */
    void start(String taskId, int callbackWaitSeconds);

    /**
     * Ends the wait that {@code token} stands for: the job is finished and its outputs are on the row.
     *
     * @return false when nobody waits with it any more, which is no error
     */
    boolean finished(String token, String taskId);

    /**
     * Ends the wait with a named error, which the state machine catches.
     *
     * @param error the name that the machine's Catch knows
     * @param cause what goes with it, without secrets; may be empty
     * @return false when nobody waits with it any more, which is no error
     */
    boolean failed(String token, String error, String cause);
}
