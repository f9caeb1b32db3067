package dev.darkroom.media;

import java.time.Duration;

/**
 * How much a source may cost us.
 *
 * @param connect for each address that is tried
 * @param silence between two bytes
 * @param overall from the first look-up to the last byte
 * @param bytes the largest file
 */
public record FetchLimits(Duration connect, Duration silence, Duration overall, long bytes) {

    public FetchLimits {
        if (!connect.isPositive() || !silence.isPositive() || !overall.isPositive() || bytes <= 0) {
            throw new IllegalArgumentException("a limit is more than nothing");
        }
    }

    /** The usual times; {@code overall} stays under a function's longest run of 15 minutes. */
    public static FetchLimits ofBytes(long bytes) {
        return new FetchLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(12), bytes);
    }
}
