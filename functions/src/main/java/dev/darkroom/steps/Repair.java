package dev.darkroom.steps;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.darkroom.Live;
import dev.darkroom.admission.ProviderQueue;
import dev.darkroom.metrics.Meter;
import dev.darkroom.metrics.Metric;
import dev.darkroom.metrics.MetricEvent;
import dev.darkroom.task.Flow;
import dev.darkroom.task.Task;
import dev.darkroom.task.Tasks;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Looks every quarter of an hour for open tasks whose time has ended. Most have lost their execution, or never had one, so
 * it starts another: that goes to Persist or to GiveUp by what the row and the provider say. Also frees the places of
 * tasks that have ended.
 */
public final class Repair implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    private static final Logger LOG = System.getLogger(Repair.class.getName());

    /** A task's own execution may still be at work so long after its deadline: storing takes its time. */
    private static final Duration GRACE = Duration.ofMinutes(15);

    /** A look takes the oldest; the rest has its turn when these have ended. */
    private static final int AT_ONCE = 100;

    private final Tasks tasks;
    private final Flow flow;
    private final ProviderQueue queue;
    private final Meter meter;
    private final Duration queueDeadline;
    private final InstantSource clock;

    public Repair() {
        this(Live.get());
    }

    public Repair(Live live) {
        this(live.tasks(), live.flow(), live.providerQueue(), live.meter(), live.queueDeadline(), live.clock());
    }

    /** @param queueDeadline how long a task may wait for its turn */
    public Repair(
            Tasks tasks, Flow flow, ProviderQueue queue, Meter meter, Duration queueDeadline, InstantSource clock) {
        this.tasks = tasks;
        this.flow = flow;
        this.queue = queue;
        this.meter = meter;
        this.queueDeadline = queueDeadline;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        return StepRunner.run(context, this::look);
    }

    private Map<String, Object> look() {
        var now = clock.instant();
        var open = tasks.listOpenBefore(now, AT_ONCE);
        meter.write(MetricEvent.of("open")
                .with(Metric.OLDEST_OPEN_SECONDS, oldest(open, now))
                .with(Metric.OVERDUE_SECONDS, overdue(open, now)));
        var repaired = open.stream()
                .filter(task -> isOverdue(task, now))
                .peek(this::startAgain)
                .count();
        var freed = queue.listInside().stream()
                .filter(this::hasEnded)
                .peek(queue::leave)
                .count();
        if (repaired + freed > 0) {
            LOG.log(Level.WARNING, "tasks repaired: " + repaired + ", places freed: " + freed);
        }
        return Map.of("repaired", repaired, "freed", freed);
    }

    private static Duration oldest(List<Task> open, Instant now) {
        return open.isEmpty() ? Duration.ZERO : Duration.between(open.getFirst().createdAt(), now);
    }

    /** How long ago the time of the most overdue one ended; the settings say when that is, and each task its own. */
    private Duration overdue(List<Task> open, Instant now) {
        return open.stream()
                .map(task -> Duration.between(end(task), now))
                .filter(Duration::isPositive)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private boolean isOverdue(Task task, Instant now) {
        return now.isAfter(end(task).plus(GRACE));
    }

    private Instant end(Task task) {
        return task.job().admittedAt() == null ? task.createdAt().plus(queueDeadline) : task.deadline();
    }

    /** A name is used once, so each repair has its own; Submit sees by the row how far the task has come. */
    private void startAgain(Task task) {
        flow.start(task.id() + "-r" + tasks.countRepair(task.id()), task.id(), 60);
    }

    private boolean hasEnded(String taskId) {
        return tasks.find(taskId).map(task -> task.status().isFinal()).orElse(true);
    }
}
