package dev.darkroom.media;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * A file that is now ours.
 *
 * @param key its key in our store
 * @param type what it truly is
 * @param bytes its length
 * @param width true pixels, read from its header; empty where that does not tell
 * @param height true pixels; empty like {@code width}
 */
public record CopiedFile(String key, MediaType type, long bytes, OptionalInt width, OptionalInt height) {

    public CopiedFile {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(type, "type");
        if (width.isPresent() != height.isPresent()) {
            throw new IllegalArgumentException("a picture has both a width and a height, or neither");
        }
    }
}
