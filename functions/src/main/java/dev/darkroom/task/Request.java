package dev.darkroom.task;

import java.util.List;
import java.util.Objects;

/**
 * What the visitor asked for, with every default filled in.
 *
 * @param prompt the visitor's words, trimmed; empty on the tombstone of a deleted task
 * @param model the catalogue's id of the model
 * @param aspectRatio such as {@code 16:9} or {@code auto}
 * @param resolution such as {@code 1K}, or null where the model has none
 * @param durationSeconds the length of a video, or null for an image
 * @param references upload ids, task ids or https URLs, as they were given
 * @param parentTaskId the first of the references that is a task's: this one was made from it; null when none is
 */
public record Request(
        String prompt,
        String model,
        String aspectRatio,
        String resolution,
        Integer durationSeconds,
        List<String> references,
        String parentTaskId) {

    public Request {
        Objects.requireNonNull(prompt, "prompt");
        Objects.requireNonNull(model, "model");
        references = List.copyOf(references);
    }
}
