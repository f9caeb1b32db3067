package dev.darkroom.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How long a video may be, in whole seconds.
 *
 * @param preset what is meant when nothing is said; {@code default} in the file
 */
public record DurationRange(
        int min, int max, @JsonProperty("default") int preset) {

    public DurationRange {
        if (min < 1 || min > preset || preset > max) {
            throw new IllegalArgumentException("a video's seconds are 1 <= min <= default <= max");
        }
    }
}
