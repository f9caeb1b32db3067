package dev.darkroom.media;

import java.util.Optional;

/**
 * The size of a picture or a video.
 *
 * @param width pixels
 * @param height pixels
 */
public record Dimensions(int width, int height) {

    public Dimensions {
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("a picture has a width and a height: " + width + " x " + height);
        }
    }

    /** Empty unless both are positive; as unsigned numbers of 32 bits they may not be. */
    static Optional<Dimensions> ofPositive(int width, int height) {
        return width > 0 && height > 0 ? Optional.of(new Dimensions(width, height)) : Optional.empty();
    }
}
