package dev.darkroom.catalog;

import java.time.LocalDate;
import java.util.Objects;

/**
 * A model that can be chosen no more.
 *
 * @param retiredOn the day, such as {@code 2026-09-30}; null when it is not documented
 * @param successor the model to choose instead
 * @param source where this comes from
 */
public record RetiredModel(String id, String retiredOn, String successor, String source) {

    public RetiredModel {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(successor, "a retired model names its successor");
        Objects.requireNonNull(source, "source");
        if (retiredOn != null) {
            LocalDate.parse(retiredOn);
        }
    }

    String message() {
        var when = retiredOn == null ? "" : " on " + retiredOn;
        return "The model " + id + " was retired" + when + ". Choose " + successor + " instead.";
    }
}
