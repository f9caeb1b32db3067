package dev.darkroom.steps;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.darkroom.Live;
import dev.darkroom.hiapi.Hiapi;
import dev.darkroom.hiapi.HiapiBusy;
import dev.darkroom.hiapi.JobState;
import dev.darkroom.hiapi.PollSchedule;
import dev.darkroom.task.Job;
import dev.darkroom.task.JobFailed;
import dev.darkroom.task.Source;
import dev.darkroom.task.Task;
import dev.darkroom.task.Tasks;
import dev.darkroom.task.Turnstile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Takes one look at the job, and says what comes next. A callback that came in the meantime saves the look. */
public final class Poll implements RequestHandler<StepInput, Poll.Next> {

    /**
     * What the state machine does next.
     *
     * @param next {@code Wait}, {@code Persist} or {@code Submit}
     * @param waitSeconds how long, when it waits
     */
    public record Next(String taskId, String next, long waitSeconds) {}

    private final Tasks tasks;
    private final Turnstile turnstile;
    private final Hiapi hiapi;
    private final InstantSource clock;
    private final RandomGenerator random;

    public Poll() {
        this(Live.get());
    }

    public Poll(Live live) {
        this(live.tasks(), live.turnstile(), live.hiapi(), live.clock(), live.random());
    }

    public Poll(Tasks tasks, Turnstile turnstile, Hiapi hiapi, InstantSource clock, RandomGenerator random) {
        this.tasks = tasks;
        this.turnstile = turnstile;
        this.hiapi = hiapi;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Next handleRequest(StepInput input, Context context) {
        var task = tasks.find(input.taskId()).orElseThrow(TaskOver::new);
        if (task.status().isFinal()) {
            throw new TaskOver();
        }
        if (task.job().report() == null && task.job().id() == null) {
            return submitAgain(task);
        }
        return task.job().report() == null ? look(task) : follow(task);
    }

    /** The provider has not named a job yet: it was busy, our call ended halfway, or it was not our turn. */
    private Next submitAgain(Task task) {
        return new Next(task.id(), "Submit", 0);
    }

    private Next look(Task task) {
        var delay = turnstile.request();
        if (!delay.isZero()) {
            // Also past the deadline: a task is not given up without a last look.
            return new Next(task.id(), "Wait", seconds(delay));
        }
        try {
            return switch (hiapi.read(task.job().id())) {
                case JobState.Finished(var outputs) ->
                    follow(tasks.reported(
                            task.id(),
                            task.job().id(),
                            new Job.Report.Finished(outputs.stream()
                                    .map(output -> new Source(output.url(), output.type()))
                                    .toList())));
                case JobState.Failed(var reason) ->
                    follow(tasks.reported(task.id(), task.job().id(), new Job.Report.Failed(Reasons.of(reason))));
                case JobState.Working working -> waitOn(task, schedule(task));
                // A job that is not to be found may turn up again; only the deadline ends the wait.
                case JobState.Vanished vanished -> waitOn(task, schedule(task));
            };
        } catch (HiapiBusy e) {
            return waitOn(task, e.retryAfter().orElseGet(() -> schedule(task)));
        }
    }

    private Next follow(Task task) {
        return switch (task.job().report()) {
            case Job.Report.Finished finished -> {
                turnstile.leave(task.id());
                yield new Next(task.id(), "Persist", 0);
            }
            case Job.Report.Failed failed -> throw new JobFailed();
            case null -> throw new TaskOver();
        };
    }

    private Next waitOn(Task task, Duration wait) {
        if (isLate(task)) {
            throw new DeadlinePassed();
        }
        return new Next(task.id(), "Wait", seconds(wait));
    }

    /** Waits are whole seconds, rounded up: to come a moment too early is to come for nothing. */
    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    private Duration schedule(Task task) {
        var elapsed = Duration.between(task.job().submittedAt(), clock.instant());
        return PollSchedule.next(elapsed, task.order().typical(), task.order().video(), random);
    }

    private boolean isLate(Task task) {
        return !clock.instant().isBefore(task.deadline());
    }
}
