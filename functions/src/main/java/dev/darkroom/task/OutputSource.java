package dev.darkroom.task;

import java.net.URI;
import java.util.Objects;

/**
 * One output as the provider reported it. It stays on the row: its URL never enters the state machine or a log.
 *
 * @param url where the provider keeps it, for a while
 * @param kind the provider's word for it, such as {@code image}, {@code video} or {@code first_frame}
 */
public record OutputSource(URI url, String kind) {

    public OutputSource {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(kind, "kind");
    }
}
