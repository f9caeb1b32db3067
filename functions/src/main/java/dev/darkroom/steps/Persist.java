package dev.darkroom.steps;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.darkroom.Live;
import dev.darkroom.media.CopiedFile;
import dev.darkroom.media.GuardedCopy;
import dev.darkroom.media.Media;
import dev.darkroom.media.SourceGone;
import dev.darkroom.media.SourceUnavailable;
import dev.darkroom.metrics.Meter;
import dev.darkroom.metrics.Metric;
import dev.darkroom.metrics.MetricEvent;
import dev.darkroom.metrics.Receipt;
import dev.darkroom.task.Job;
import dev.darkroom.task.Output;
import dev.darkroom.task.OutputSource;
import dev.darkroom.task.Task;
import dev.darkroom.task.Tasks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Copies every output of a finished job into our store, and only then marks the task a success. */
public final class Persist implements RequestHandler<Map<String, String>, Map<String, Object>> {

    private final Tasks tasks;
    private final GuardedCopy copy;
    private final Media media;
    private final Meter meter;
    private final InstantSource clock;

    public Persist() {
        this(Live.get());
    }

    public Persist(Live live) {
        this(live.tasks(), live.copy(), live.media(), live.meter(), live.clock());
    }

    public Persist(Tasks tasks, GuardedCopy copy, Media media, Meter meter, InstantSource clock) {
        this.tasks = tasks;
        this.copy = copy;
        this.media = media;
        this.meter = meter;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, String> payload, Context context) {
        return StepRunner.run(context, () -> persist(StepInput.of(payload)));
    }

    private Map<String, Object> persist(StepInput input) {
        var task = tasks.find(input.taskId()).orElseThrow(TaskOver::new);
        if (task.status().isFinal() || task.isDeleted()) {
            throw new TaskOver();
        }
        if (!(task.job().report() instanceof Job.Report.Finished(var sources))) {
            throw new IllegalStateException("nothing to store: the job of " + task.id() + " is not finished");
        }
        var began = clock.instant();
        var outputs = fetch(task, sources);
        var now = clock.instant();
        meter.write(MetricEvent.of("persist")
                .with("taskId", task.id())
                .with("files", outputs.size())
                .with("bytes", outputs.stream().mapToLong(Output::bytes).sum())
                .with(Metric.PERSIST_SECONDS, Duration.between(began, now)));
        if (tasks.succeed(task.id(), outputs, now)) {
            meter.write(Receipt.ofSuccess(task, now, input.transitions()).event());
        } else {
            discardUnlessWanted(task.id(), outputs);
        }
        return Map.of("taskId", task.id());
    }

    /** What could not be fetched is noted on the row: then Poll knows that the report is not worth another try. */
    private List<Output> fetch(Task task, List<OutputSource> sources) {
        try {
            return store(task, sources);
        } catch (SourceGone | SourceUnavailable e) {
            tasks.markUnusable(task.id());
            throw e;
        }
    }

    private List<Output> store(Task task, List<OutputSource> sources) {
        var outputs = new ArrayList<Output>();
        for (var source : sources) {
            outputs.add(output(copy.copy(source.url(), stem(task.id(), outputs.size())), source.kind()));
        }
        return outputs;
    }

    /** It ended in the meantime: by an equal run of this step, whose files these are too, or by the owner's hand. */
    private void discardUnlessWanted(String taskId, List<Output> outputs) {
        var wanted = tasks.find(taskId).map(Task::outputs).orElse(List.of());
        media.delete(outputs.stream()
                .filter(output -> !wanted.contains(output))
                .map(Output::key)
                .toList());
    }

    /** The first output is {@code generations/<taskId>}, further ones {@code generations/<taskId>-2} and so on. */
    private static String stem(String taskId, int index) {
        return "generations/" + taskId + (index == 0 ? "" : "-" + (index + 1));
    }

    private static Output output(CopiedFile file, String kind) {
        return new Output(
                file.key(), kind, file.type().contentType(), file.bytes(), boxed(file.width()), boxed(file.height()));
    }

    private static Integer boxed(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }
}
