package dev.darkroom.task;

import java.util.Objects;

/**
 * One verified file in our own store.
 *
 * @param key its key, such as {@code generations/<taskId>.png}
 * @param kind {@code image}, {@code video}, {@code audio}, {@code first_frame}, ...
 * @param contentType the true type, read from the file's first bytes
 * @param bytes its length
 * @param width true pixels, read from the file's header; null where it has none that we can read
 * @param height true pixels; null like {@code width}
 */
public record Output(String key, String kind, String contentType, long bytes, Integer width, Integer height) {

    public Output {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(contentType, "contentType");
        if (bytes <= 0) {
            throw new IllegalArgumentException("an output has bytes");
        }
    }
}
