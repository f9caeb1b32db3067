package dev.darkroom.steps;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.darkroom.Live;
import dev.darkroom.admission.ProviderHealth;
import dev.darkroom.admission.ProviderQueue;
import dev.darkroom.hiapi.Hiapi;
import dev.darkroom.hiapi.HiapiBusy;
import dev.darkroom.hiapi.HiapiRefused;
import dev.darkroom.hiapi.ProviderPolling;
import dev.darkroom.task.Job;
import dev.darkroom.task.JobFailed;
import dev.darkroom.task.Task;
import dev.darkroom.task.Tasks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Takes one look at the job, and says what comes next. A callback that came in the meantime saves the look. */
public final class Poll implements RequestHandler<Map<String, String>, Map<String, Object>> {

    /** How often fresh addresses are asked for. */
    private static final int MOST_DISCARDS = 3;

    private final Tasks tasks;
    private final ProviderQueue queue;
    private final Hiapi hiapi;
    private final ProviderHealth health;
    private final InstantSource clock;
    private final RandomGenerator random;

    public Poll() {
        this(Live.get());
    }

    public Poll(Live live) {
        this(live.tasks(), live.providerQueue(), live.hiapi(), live.providerHealth(), live.clock(), live.random());
    }

    public Poll(
            Tasks tasks,
            ProviderQueue queue,
            Hiapi hiapi,
            ProviderHealth health,
            InstantSource clock,
            RandomGenerator random) {
        this.tasks = tasks;
        this.queue = queue;
        this.hiapi = hiapi;
        this.health = health;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, String> payload, Context context) {
        return StepRunner.run(context, () -> poll(StepInput.of(payload)));
    }

    private Map<String, Object> poll(StepInput input) {
        var task = tasks.find(input.taskId()).orElseThrow(TaskOver::new);
        if (task.status().isFinal()) {
            throw new TaskOver();
        }
        if (input.error() != null) {
            return lookAfresh(task);
        }
        if (task.job().report() != null) {
            return follow(task);
        }
        return task.job().id() == null ? submitAgain(task) : look(task);
    }

    /**
     * Persist could not fetch what was reported: a fresh read may give other addresses. If this step is a repetition, it
     * may have read them already.
     */
    private Map<String, Object> lookAfresh(Task task) {
        if (tasks.discardUnusable(task.id()) > MOST_DISCARDS) {
            throw new OutputsUnusable();
        }
        var now = tasks.find(task.id()).orElseThrow(TaskOver::new);
        return now.job().report() == null ? look(now) : follow(now);
    }

    /** The provider has not named a job yet: it was busy, our call ended halfway, or it was not our turn. */
    private Map<String, Object> submitAgain(Task task) {
        return next(task, "Submit", 0);
    }

    private Map<String, Object> look(Task task) {
        var delay = queue.takeRequest();
        if (!delay.isZero()) {
            // Also past the deadline: a task is not given up without a last look.
            return next(task, "Wait", seconds(delay));
        }
        try {
            // A job that is not to be found may turn up again; only the deadline ends the wait.
            return hiapi.read(task.job().id())
                    .map(report -> follow(tasks.saveReport(task.id(), task.job().id(), report)))
                    .orElseGet(() -> waitOn(task, schedule(task)));
        } catch (HiapiRefused e) {
            // The job may be done and paid for: a key that is being rotated must not lose it.
            health.recordFailure(e.failure());
            return waitOn(task, schedule(task));
        } catch (HiapiBusy e) {
            StepRunner.recordBusy(health, e);
            return waitOn(task, e.retryAfter().orElseGet(() -> schedule(task)));
        }
    }

    private Map<String, Object> follow(Task task) {
        return switch (task.job().report()) {
            case Job.Report.Finished finished -> {
                queue.leave(task.id());
                yield next(task, "Persist", 0);
            }
            case Job.Report.Failed failed -> throw new JobFailed();
            case null -> throw new TaskOver();
        };
    }

    private Map<String, Object> waitOn(Task task, Duration wait) {
        if (isLate(task)) {
            throw new DeadlinePassed();
        }
        return next(task, "Wait", seconds(wait));
    }

    /** Waits are whole seconds, rounded up: to come a moment too early is to come for nothing. */
    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** What the state machine does next: Wait so many seconds, Persist, or Submit. */
    private static Map<String, Object> next(Task task, String state, long waitSeconds) {
        return Map.of("taskId", task.id(), "next", state, "waitSeconds", waitSeconds);
    }

    private Duration schedule(Task task) {
        var elapsed = Duration.between(task.job().submittedAt(), clock.instant());
        return ProviderPolling.next(
                elapsed, task.spec().estimated(), task.spec().video(), random);
    }

    private boolean isLate(Task task) {
        return !clock.instant().isBefore(task.deadline());
    }
}
