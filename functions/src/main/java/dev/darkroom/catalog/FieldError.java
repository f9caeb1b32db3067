package dev.darkroom.catalog;

import java.util.Objects;

/**
 * One thing that is wrong with a wish.
 *
 * @param field the field of the public request, such as {@code aspectRatio}
 * @param message the rule, the value's problem and what is allowed
 */
public record FieldError(String field, String message) {

    public FieldError {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
    }
}
