package dev.darkroom.task;

import java.util.Objects;

/**
 * Why a task failed, as the visitor may read it.
 *
 * @param code stable, snake_case
 * @param message plain sentences: what happened and what to do; never a provider's own text
 * @param billable whether the provider may bill for it all the same: then the site's spend is not released
 * @param ownersFault whether only the site's owner can fix it: then an alarm is raised
 */
public record Failure(String code, String message, boolean billable, boolean ownersFault) {

    public Failure {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }

    /** One that the owner need not hear of. */
    public Failure(String code, String message, boolean billable) {
        this(code, message, billable, false);
    }

    public Failure withBillable(boolean mayBeBilled) {
        return new Failure(code, message, mayBeBilled, ownersFault);
    }
}
