package dev.darkroom.metrics;

import dev.darkroom.task.Failure;
import dev.darkroom.task.Task;
import dev.darkroom.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;

/**
 * What became of one task and what it cost. Written once, by whoever ended the task; a crash just after the end loses the
 * line, and the row still says what was charged.
 *
 * @param task as it was just before its end
 * @param outcome {@code success}, {@code fail} or {@code deleted}
 * @param code why it failed; null for a success
 * @param charged whether its price counts as spent: the provider has billed it, or may have
 * @param time from its acceptance to its end
 * @param transitions how many the execution that ended it has made; null when that is not known
 */
public record Receipt(Task task, String outcome, String code, boolean charged, Duration time, Integer transitions) {

    public static Receipt ofSuccess(Task task, Instant now, Integer transitions) {
        return new Receipt(
                task, TaskStatus.SUCCESS.word(), null, true, Duration.between(task.createdAt(), now), transitions);
    }

    public static Receipt ofFailure(Task task, Failure failure, Instant now, Integer transitions) {
        return new Receipt(
                task,
                task.isDeleted() ? "deleted" : TaskStatus.FAIL.word(),
                failure.code(),
                task.isChargedAfter(failure),
                Duration.between(task.createdAt(), now),
                transitions);
    }

    /** The line that it makes. What its owner deleted is neither a success nor a failure. */
    public MetricEvent event() {
        var line = MetricEvent.of("task")
                .with("taskId", task.id())
                .with("model", task.request().model())
                .with("outcome", outcome)
                .with("code", code)
                .with("charged", charged)
                .with(Metric.TASK_SECONDS, time)
                .with(Metric.MICRO_DOLLARS, task.spec().microDollars())
                .with(Metric.TRANSITIONS, transitions);
        return switch (outcome) {
            case "success" -> line.with(Metric.SUCCEEDED, 1);
            case "fail" -> line.with(Metric.FAILED, 1);
            default -> line;
        };
    }
}
