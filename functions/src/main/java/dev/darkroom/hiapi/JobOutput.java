package dev.darkroom.hiapi;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;

/**
 * One output of a finished job.
 *
 * @param url where HiAPI keeps it for a while; absolute, http or https
 * @param type HiAPI's word for it, such as {@code image}, {@code video} or {@code first_frame}
 * @param expiresAt until when the URL is good; null when HiAPI does not say
 */
public record JobOutput(URI url, String type, Instant expiresAt) {

    public JobOutput {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(type, "type");
    }
}
