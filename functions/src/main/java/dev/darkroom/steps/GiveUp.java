package dev.darkroom.steps;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.darkroom.Live;
import dev.darkroom.admission.ProviderHealth;
import dev.darkroom.admission.ProviderQueue;
import dev.darkroom.metrics.Meter;
import dev.darkroom.metrics.Receipt;
import dev.darkroom.task.Failure;
import dev.darkroom.task.Job;
import dev.darkroom.task.Task;
import dev.darkroom.task.Tasks;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Map;

/** Marks a task failed and gives the visitor's unit back. The only place that does; safe to call twice, or on nothing. */
public final class GiveUp implements RequestHandler<Map<String, String>, Map<String, Object>> {

    private static final Logger LOG = System.getLogger(GiveUp.class.getName());

    private final Tasks tasks;
    private final ProviderQueue queue;
    private final ProviderHealth health;
    private final Meter meter;
    private final InstantSource clock;

    public GiveUp() {
        this(Live.get());
    }

    public GiveUp(Live live) {
        this(live.tasks(), live.providerQueue(), live.providerHealth(), live.meter(), live.clock());
    }

    public GiveUp(Tasks tasks, ProviderQueue queue, ProviderHealth health, Meter meter, InstantSource clock) {
        this.tasks = tasks;
        this.queue = queue;
        this.health = health;
        this.meter = meter;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, String> payload, Context context) {
        return StepRunner.run(context, () -> giveUp(StepInput.of(payload)));
    }

    private Map<String, Object> giveUp(StepInput input) {
        var task = tasks.find(input.taskId());
        if (task.isPresent() && !task.get().status().isFinal()) {
            var failure = reason(task.get(), input.error());
            var now = clock.instant();
            if (tasks.fail(input.taskId(), failure, now)) {
                meter.write(Receipt.ofFailure(task.get(), failure, now, input.transitions())
                        .event());
                LOG.log(Level.INFO, "task " + input.taskId() + " failed: " + failure.code());
                // By whoever ended it: this step is repeated, and five counts pause the site.
                health.recordFailure(failure);
            }
        }
        queue.leave(input.taskId());
        return Map.of("taskId", input.taskId());
    }

    /** What the provider said is on the row; what we found ourselves is in the error's name. */
    private static Failure reason(Task task, String error) {
        return task.job().report() instanceof Job.Report.Failed(var failure)
                ? failure
                : FailureReasons.of(task.job(), error);
    }
}
