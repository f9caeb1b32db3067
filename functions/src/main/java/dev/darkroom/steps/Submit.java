package dev.darkroom.steps;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.darkroom.Live;
import dev.darkroom.admission.Gate;
import dev.darkroom.admission.ProviderHealth;
import dev.darkroom.admission.ProviderQueue;
import dev.darkroom.hiapi.Hiapi;
import dev.darkroom.hiapi.HiapiBusy;
import dev.darkroom.hiapi.HiapiRefused;
import dev.darkroom.hiapi.ProviderPolling;
import dev.darkroom.task.Flow;
import dev.darkroom.task.Job;
import dev.darkroom.task.JobFailed;
import dev.darkroom.task.Task;
import dev.darkroom.task.Tasks;
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
    private final ProviderQueue queue;
    private final Hiapi hiapi;
    private final ProviderHealth health;
    private final Duration queueDeadline;
    private final InstantSource clock;

    public Submit() {
        this(Live.get());
    }

    public Submit(Live live) {
        this(
                live.tasks(),
                live.flow(),
                live.providerQueue(),
                live.hiapi(),
                live.providerHealth(),
                live.queueDeadline(),
                live.clock());
    }

    /** @param queueDeadline how long a task may wait for its turn */
    public Submit(
            Tasks tasks,
            Flow flow,
            ProviderQueue queue,
            Hiapi hiapi,
            ProviderHealth health,
            Duration queueDeadline,
            InstantSource clock) {
        this.tasks = tasks;
        this.flow = flow;
        this.queue = queue;
        this.hiapi = hiapi;
        this.health = health;
        this.queueDeadline = queueDeadline;
        this.clock = clock;
    }

    @Override
    public Void handleRequest(Map<String, String> payload, Context context) {
        return StepRunner.run(context, () -> submit(StepInput.of(payload)));
    }

    private Void submit(StepInput input) {
        var task = tasks.find(input.taskId()).orElseThrow(TaskOver::new);
        if (task.status().isFinal()) {
            throw new TaskOver();
        }
        if (task.job().id() != null || task.job().report() != null) {
            // Sent before: by an earlier try of this step, or by an execution that this one repairs.
            goOn(tasks.markWaiting(task.id(), input.token(), clock.instant()), input.token());
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
        switch (queue.enter(task.id())) {
            case Gate.Entry.Admitted(var delay) when delay.isZero() && !input.patient() -> send(task, input.token());
            case Gate.Entry.Admitted(var delay) -> flow.resumeAfter(input.token(), delay);
            case Gate.Entry.Queued(var before) -> queue(task, input.token(), before);
        }
    }

    private void queue(Task task, String token, int before) {
        var rounds = 1 + before / queue.places();
        tasks.markQueued(
                task.id(), token, clock.instant().plus(task.spec().estimated().multipliedBy(rounds)));
        // Whoever left before the token was on the row could not wake us.
        if (queue.enter(task.id()) instanceof Gate.Entry.Admitted(var delay)) {
            flow.resumeAfter(token, delay);
        }
    }

    private void send(Task task, String token) {
        var now = clock.instant();
        var admitted = task.job().admittedAt();
        if (admitted != null && !now.isBefore(task.deadline())) {
            throw new DeadlinePassed();
        }
        // The first request came with the place; another one has to be spent for.
        var delay = admitted != null && admitted.isBefore(now) ? queue.takeRequest() : Duration.ZERO;
        if (delay.isZero()) {
            // The token is on the row before the provider is called: a callback may be faster than its answer.
            create(tasks.markSending(task, token, now), token);
        } else {
            flow.resumeAfter(token, delay);
        }
    }

    private void create(Task task, String token) {
        try {
            var jobId = hiapi.create(task.id(), task.spec().body());
            goOn(tasks.markSubmitted(task.id(), jobId, clock.instant()), token);
            health.recordSuccess();
        } catch (HiapiRefused e) {
            // An earlier create, with the same key, may have made a job all the same.
            var billable = e.failure().billable() || task.job().sends() > 1;
            tasks.saveReport(task.id(), null, new Job.Report.Failed(e.failure().withBillable(billable)));
            throw e;
        } catch (HiapiBusy e) {
            StepRunner.recordBusy(health, e);
            if (e.unreachable().isPresent() || e.isProvenNoJob()) {
                tasks.markNotTaken(task, e.unreachable().isPresent(), e.isProvenNoJob());
            }
            // The machine's Retry cannot wait as long as the provider asks, so that is a wait of our own.
            flow.resumeAfter(token, e.retryAfter().orElseThrow(() -> e));
        }
    }

    /** The row as it is after the job's id was stored: a callback that overtook us counts. */
    private void goOn(Task task, String token) {
        switch (task.job().report()) {
            case Job.Report.Finished finished -> flow.finish(token, task.id());
            case Job.Report.Failed failed -> flow.fail(token, JobFailed.class.getName(), "");
            case null -> {
                if (!clock.instant().isBefore(task.deadline())) {
                    // Not given up without a last look at the job.
                    flow.resumeAfter(token, Duration.ZERO);
                } else if (!task.spec().callback()) {
                    flow.resumeAfter(token, ProviderPolling.first(task.spec().estimated()));
                }
            }
        }
    }
}
