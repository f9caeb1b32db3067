package dev.darkroom.steps;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.darkroom.Live;
import dev.darkroom.hiapi.Hiapi;
import dev.darkroom.hiapi.HiapiBusy;
import dev.darkroom.hiapi.HiapiRefused;
import dev.darkroom.hiapi.PollSchedule;
import dev.darkroom.task.Flow;
import dev.darkroom.task.Job;
import dev.darkroom.task.JobFailed;
import dev.darkroom.task.Task;
import dev.darkroom.task.Tasks;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Sends the task's stored request to the provider. It may be called again at any point: the body and the
 * Idempotency-Key are the same each time, so the provider makes one job.
 */
public final class Submit implements RequestHandler<StepInput, Void> {

    /** The error by which this step ends its own wait: nobody will call back, so look again in {@code Cause} seconds. */
    static final String LATER = "Later";

    private final Tasks tasks;
    private final Flow flow;
    private final Hiapi hiapi;
    private final InstantSource clock;

    public Submit() {
        this(Live.get());
    }

    private Submit(Live live) {
        this(live.tasks(), live.flow(), live.hiapi(), live.clock());
    }

    public Submit(Tasks tasks, Flow flow, Hiapi hiapi, InstantSource clock) {
        this.tasks = tasks;
        this.flow = flow;
        this.hiapi = hiapi;
        this.clock = clock;
    }

    @Override
    public Void handleRequest(StepInput input, Context context) {
        // The token is on the row before the provider is called: a callback may be faster than its answer.
        var task = tasks.waiting(input.taskId(), input.token(), clock.instant());
        check(task);
        var jobId = send(task, input.token());
        if (jobId != null) {
            goOn(tasks.submitted(task.id(), jobId, clock.instant()), input.token());
        }
        return null;
    }

    private void check(Task task) {
        if (task.status().isFinal() || task.isDeleted()) {
            throw new TaskOver();
        }
        if (!clock.instant().isBefore(task.deadline())) {
            throw new DeadlinePassed();
        }
    }

    /** @return the job's id, or null when the wait was ended because the provider named a time to come again */
    private String send(Task task, String token) {
        try {
            return task.job().id() != null
                    ? task.job().id()
                    : hiapi.create(task.id(), task.order().body());
        } catch (HiapiRefused e) {
            tasks.reported(task.id(), null, new Job.Report.Failed(Reasons.of(e.refusal())));
            throw e;
        } catch (HiapiBusy e) {
            // The state machine's Retry cannot wait as long as the provider asks, so that is done as a wait of our own.
            var wait = e.retryAfter().orElseThrow(() -> e);
            later(token, wait);
            return null;
        }
    }

    /** The row is looked at once more, after the job's id is on it: a callback that overtook us counts. */
    private void goOn(Task task, String token) {
        switch (task.job().report()) {
            case Job.Report.Finished finished -> flow.finished(token, task.id());
            case Job.Report.Failed failed -> flow.failed(token, JobFailed.class.getName(), "");
            case null -> {
                if (!task.order().callback()) {
                    later(token, PollSchedule.first(task.order().typical()));
                }
            }
        }
    }

    private void later(String token, Duration wait) {
        flow.failed(token, LATER, Long.toString(Math.max(1, wait.toSeconds())));
    }
}
