package dev.darkroom.steps;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.darkroom.Live;
import dev.darkroom.hiapi.Hiapi;
import dev.darkroom.hiapi.HiapiBusy;
import dev.darkroom.hiapi.HiapiRefused;
import dev.darkroom.hiapi.PollSchedule;
import dev.darkroom.task.Flow;
import dev.darkroom.task.Gate;
import dev.darkroom.task.Job;
import dev.darkroom.task.JobFailed;
import dev.darkroom.task.Task;
import dev.darkroom.task.Tasks;
import dev.darkroom.task.Turnstile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * Sends the task's stored request to the provider, as soon as there is a place. It may be called again at any point,
 * also in another execution: the body and the Idempotency-Key are the same each time, so the provider makes one job.
 */
public final class Submit implements RequestHandler<Map<String, String>, Void> {

    private final Tasks tasks;
    private final Flow flow;
    private final Turnstile turnstile;
    private final Hiapi hiapi;
    private final Watch watch;
    private final Duration queueDeadline;
    private final InstantSource clock;

    public Submit() {
        this(Live.get());
    }

    public Submit(Live live) {
        this(
                live.tasks(),
                live.flow(),
                live.turnstile(),
                live.hiapi(),
                live.watch(),
                live.queueDeadline(),
                live.clock());
    }

    /** @param queueDeadline how long a task may wait for its turn */
    public Submit(
            Tasks tasks,
            Flow flow,
            Turnstile turnstile,
            Hiapi hiapi,
            Watch watch,
            Duration queueDeadline,
            InstantSource clock) {
        this.tasks = tasks;
        this.flow = flow;
        this.turnstile = turnstile;
        this.hiapi = hiapi;
        this.watch = watch;
        this.queueDeadline = queueDeadline;
        this.clock = clock;
    }

    @Override
    public Void handleRequest(Map<String, String> payload, Context context) {
        return Step.within(context, () -> submit(StepInput.of(payload)));
    }

    private Void submit(StepInput input) {
        var task = tasks.find(input.taskId()).orElseThrow(TaskOver::new);
        if (task.status().isFinal()) {
            throw new TaskOver();
        }
        if (task.job().id() != null || task.job().report() != null) {
            // Sent before: by an earlier try of this step, or by an execution that this one repairs.
            goOn(tasks.waiting(task.id(), input.token(), clock.instant()), input.token());
        } else if (task.isDeleted()) {
            throw new TaskOver();
        } else {
            admit(task, input);
        }
        return null;
    }

    private void admit(Task task, StepInput input) {
        if (task.job().admittedAt() == null
                && clock.instant().isAfter(task.createdAt().plus(queueDeadline))) {
            throw new QueueDeadlinePassed();
        }
        switch (turnstile.enter(task.id())) {
            case Gate.Entry.Admitted(var delay) when delay.isZero() && !input.patient() -> send(task, input.token());
            case Gate.Entry.Admitted(var delay) -> flow.later(input.token(), delay);
            case Gate.Entry.Queued(var before) -> queue(task, input.token(), before);
        }
    }

    private void queue(Task task, String token, int before) {
        var rounds = 1 + before / turnstile.places();
        tasks.queued(
                task.id(), token, clock.instant().plus(task.order().typical().multipliedBy(rounds)));
        // Whoever left before the token was on the row could not wake us.
        if (turnstile.enter(task.id()) instanceof Gate.Entry.Admitted(var delay)) {
            flow.later(token, delay);
        }
    }

    private void send(Task task, String token) {
        var now = clock.instant();
        var admitted = task.job().admittedAt();
        if (admitted != null && !now.isBefore(task.deadline())) {
            throw new DeadlinePassed();
        }
        // The first request came with the place; another one has to be spent for.
        var delay = admitted != null && admitted.isBefore(now) ? turnstile.request() : Duration.ZERO;
        if (delay.isZero()) {
            // The token is on the row before the provider is called: a callback may be faster than its answer.
            create(tasks.sending(task, token, now), token);
        } else {
            flow.later(token, delay);
        }
    }

    private void create(Task task, String token) {
        try {
            var jobId = hiapi.create(task.id(), task.order().body());
            goOn(tasks.submitted(task.id(), jobId, clock.instant()), token);
            watch.accepted();
        } catch (HiapiRefused e) {
            var heard = task.job().sends() > 1;
            tasks.reported(task.id(), null, new Job.Report.Failed(Reasons.of(e.refusal(), heard)));
            watch.refused(e);
            throw e;
        } catch (HiapiBusy e) {
            watch.busy(e);
            if (e.silence().isPresent() || e.isUnheard()) {
                tasks.notTaken(task, e.silence().isPresent(), e.isUnheard());
            }
            // The machine's Retry cannot wait as long as the provider asks, so that is a wait of our own.
            flow.later(token, e.retryAfter().orElseThrow(() -> e));
        }
    }

    /** The row as it is after the job's id was stored: a callback that overtook us counts. */
    private void goOn(Task task, String token) {
        switch (task.job().report()) {
            case Job.Report.Finished finished -> flow.finished(token, task.id());
            case Job.Report.Failed failed -> flow.failed(token, JobFailed.class.getName(), "");
            case null -> {
                if (!clock.instant().isBefore(task.deadline())) {
                    // Not given up without a last look at the job.
                    flow.later(token, Duration.ZERO);
                } else if (!task.order().callback()) {
                    flow.later(token, PollSchedule.first(task.order().typical()));
                }
            }
        }
    }
}
