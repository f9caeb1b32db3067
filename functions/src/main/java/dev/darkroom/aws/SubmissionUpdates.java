package dev.darkroom.aws;

import dev.darkroom.task.Task;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is written of a task on its way to the provider: its turn, its tries, and how they went. */
record SubmissionUpdates(TaskRows rows) {

    private static final Map<String, String> NAMES = Map.of("#status", "status", "#token", "token");

    Task markQueued(String id, String token, Instant expectedAt) {
        return rows.change(
                id,
                "SET #token = :token, expectedAt = :expected",
                TaskRows.OPEN,
                NAMES,
                TaskRows.openStatuses().put(":token", token).put(":expected", expectedAt));
    }

    Task markWaiting(String id, String token, Instant now) {
        return rows.change(
                id,
                "SET #token = :token, admittedAt = if_not_exists(admittedAt, :now) REMOVE expectedAt",
                TaskRows.OPEN,
                NAMES,
                TaskRows.openStatuses().put(":token", token).put(":now", now));
    }

    Task markSending(Task task, String token, Instant now) {
        return rows.change(
                task.id(),
                "SET #token = :token, admittedAt = if_not_exists(admittedAt, :now),"
                        + " sends = if_not_exists(sends, :before) + :one REMOVE expectedAt, unanswered",
                TaskRows.OPEN,
                NAMES,
                TaskRows.openStatuses()
                        .put(":token", token)
                        .put(":now", now)
                        .put(":before", task.job().sends())
                        .put(":one", 1));
    }

    /** By the count that was seen: the call may be repeated when its answer is lost, and still takes away one. */
    void markNotTaken(Task task, boolean unanswered, boolean noJob) {
        var seen = task.job().sends();
        rows.change(
                task.id(),
                "SET unanswered = :unanswered, sends = :left",
                TaskRows.OPEN + " AND sends = :seen",
                Map.of("#status", "status"),
                TaskRows.openStatuses()
                        .put(":unanswered", AttributeValue.fromBool(unanswered))
                        .put(":seen", seen)
                        .put(":left", noJob ? seen - 1 : seen));
    }
}
