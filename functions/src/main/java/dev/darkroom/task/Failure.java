package dev.darkroom.task;

import java.util.Objects;

/**
 * Why a task failed, as the visitor may read it.
 *
 * @param code stable, snake_case
 * @param message one plain sentence: what happened and what to do; never a provider's own text
 * @param billable whether the provider may bill for it all the same: then the site's spend is not released
 */
public record Failure(String code, String message, boolean billable) {

    public Failure {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }
}
