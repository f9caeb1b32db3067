package dev.darkroom.task;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How long jobs have really taken here, from submission to success. Of each kind of job a few of the latest times are
 * kept, each in a slot that its task's id chooses: a change of the provider's shows after a few jobs, and one odd job
 * does not.
 */
public final class ObservedDurations {

    private static final int SLOTS = 5;

    private ObservedDurations() {}

    /** The name under which a task's time is kept, instead of the one that was there. */
    public static String name(Task task) {
        return name(task.request(), Math.floorMod(task.id().hashCode(), SLOTS));
    }

    private static String name(Request request, int slot) {
        return String.format(
                Locale.ROOT,
                "took#%d#%s#%s#%s",
                slot,
                request.model(),
                Objects.requireNonNullElse(request.resolution(), ""),
                Objects.requireNonNullElse(request.durationSeconds(), ""));
    }

    /** How long a job took that has ended well, 1 s or more; empty for any other. */
    public static Optional<Duration> of(Task task) {
        var submitted = task.job().submittedAt();
        return task.status() == TaskStatus.SUCCESS && submitted != null
                ? Optional.of(Duration.ofSeconds(Math.max(
                        1, Duration.between(submitted, task.completedAt()).toSeconds())))
                : Optional.empty();
    }

    /**
     * The task with the median of what is kept of jobs like its own; as it is when there are none.
     *
     * @param kept the time that is kept under a name; null when there is none
     */
    public static Task withObserved(Task task, Function<String, Duration> kept) {
        var times = IntStream.range(0, SLOTS)
                .mapToObj(slot -> kept.apply(name(task.request(), slot)))
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        return times.isEmpty() ? task : task.with(task.spec().withObserved(times.get(times.size() / 2)));
    }
}
