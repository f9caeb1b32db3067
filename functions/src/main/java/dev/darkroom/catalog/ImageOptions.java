package dev.darkroom.catalog;

import java.util.List;

/**
 * What a visitor asks for, the same for every model. Everything but the prompt may be null: then the model's default
 * is meant.
 *
 * @param prompt the visitor's words; they are trimmed here, and line ends become {@code \n}
 * @param model the catalogue's id of the model
 * @param aspectRatio such as {@code 16:9} or {@code auto}
 * @param resolution such as {@code 1K} or {@code 720p}
 * @param durationSeconds the length of a video
 * @param references upload ids, task ids or https URLs; only their number matters here
 */
public record ImageOptions(
        String prompt,
        String model,
        String aspectRatio,
        String resolution,
        Integer durationSeconds,
        List<String> references) {

    public ImageOptions {
        prompt = prompt == null ? null : Prompt.trimmed(prompt);
        references = references == null ? List.of() : List.copyOf(references);
    }
}
