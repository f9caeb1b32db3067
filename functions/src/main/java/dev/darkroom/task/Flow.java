package dev.darkroom.task;

import java.time.Duration;

/** The workflow that carries a task from its acceptance to its end. */
public interface Flow {

    /**
     * Starts an execution of the task. Starting one of a name twice is the same as starting it once.
     *
     * @param name the task's id, or for a repair the id and what {@link Tasks#countRepair} counted: a name is used once
     * @param callbackWaitSeconds how long Submit waits for a callback before it polls
     */
    void start(String name, String taskId, int callbackWaitSeconds);

    /**
     * Ends the wait that {@code token} stands for: the job is finished and its outputs are on the row.
     *
     * @return false when nobody waits with it any more, which is no error
     */
    boolean finish(String token, String taskId);

    /**
     * Ends the wait without an end of the job: the machine looks at the task again after a while.
     *
     * @return false when nobody waits with it any more, which is no error
     */
    boolean resumeAfter(String token, Duration delay);

    /**
     * Ends the wait with a named error, which the state machine catches.
     *
     * @param error the name that the machine's Catch knows
     * @param cause what goes with it, without secrets; may be empty
     * @return false when nobody waits with it any more, which is no error
     */
    boolean fail(String token, String error, String cause);
}
