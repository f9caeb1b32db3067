package dev.darkroom.steps;

import java.util.Map;

/**
 * What the state machine hands to a step: ids only. The handlers take and give maps, because the serialiser of
 * Lambda's Java runtime reads no records (seen 2026: aws-lambda-java-serialization 1.2.0).
 *
 * @param taskId the task
 * @param token the task token of a step that waits; null for the others
 * @param patient whether it waits longer than for a callback, since it is likely to wait for its turn
 * @param error the name of the error that led here; null where none did
 * @param transitions how many the execution has made, this step's included; null where that is not told
 */
public record StepInput(String taskId, String token, boolean patient, String error, Integer transitions) {

    public StepInput {
        if (taskId == null || taskId.isBlank()) {
            throw new IllegalArgumentException("a step needs a taskId");
        }
        // The event rule knows the execution's name only, and a repair's name is the task's id and a count.
        taskId = taskId.replaceFirst("-r\\d+$", "");
    }

    static StepInput of(Map<String, String> payload) {
        return new StepInput(
                payload.get("taskId"),
                payload.get("token"),
                Boolean.parseBoolean(payload.get("patient")),
                payload.get("error"),
                whole(payload.get("transitions")));
    }

    private static Integer whole(String number) {
        return number == null ? null : Integer.valueOf(number);
    }
}
