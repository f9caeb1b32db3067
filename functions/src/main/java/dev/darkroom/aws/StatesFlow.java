package dev.darkroom.aws;

import dev.darkroom.task.Flow;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** {@link Flow} in Step Functions. Its data are ids and numbers: nothing in it needs escaping. */
public final class StatesFlow implements Flow {

    /** The error that the machine's Submit catches: look again in {@code Cause} seconds. */
    static final String LATER = "Later";

    private final SfnClient states;
    private final String stateMachineArn;
    private final Retry retry = new Retry("the state machine did not answer");

    public StatesFlow(SfnClient states, String stateMachineArn) {
        this.states = states;
        this.stateMachineArn = stateMachineArn;
    }

    @Override
    public void start(String name, String taskId, int callbackWaitSeconds) {
        retry.call(() -> {
            try {
                return states.startExecution(start -> start.stateMachineArn(stateMachineArn)
                        .name(name)
                        .input(String.format(
                                Locale.ROOT,
                                "{\"taskId\":\"%s\",\"callbackWaitSeconds\":%d}",
                                taskId,
                                callbackWaitSeconds)));
            } catch (ExecutionAlreadyExistsException e) {
                return null;
            }
        });
    }

    @Override
    public boolean finish(String token, String taskId) {
        return send(() -> states.sendTaskSuccess(
                send -> send.taskToken(token).output(String.format(Locale.ROOT, "{\"taskId\":\"%s\"}", taskId))));
    }

    @Override
    public boolean resumeAfter(String token, Duration delay) {
        return fail(token, LATER, Long.toString(delay.plusMillis(999).toSeconds()));
    }

    @Override
    public boolean fail(String token, String error, String cause) {
        return send(() -> states.sendTaskFailure(
                send -> send.taskToken(token).error(error).cause(cause)));
    }

    private boolean send(Supplier<?> call) {
        return retry.call(() -> {
            try {
                call.get();
                return true;
            } catch (TaskTimedOutException | TaskDoesNotExistException | InvalidTokenException e) {
                return false;
            }
        });
    }
}
