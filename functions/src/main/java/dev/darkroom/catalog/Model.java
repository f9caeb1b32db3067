package dev.darkroom.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * One model that a visitor may choose.
 *
 * @param id its public name
 * @param typicalSeconds how long one image or video typically takes
 */
public record Model(
        String id, String title, Kind kind, String strengths, int typicalSeconds, List<Price> prices, Wording wording) {

    public Model {
        Objects.requireNonNull(id, "id");
        prices = prices == null ? List.of() : List.copyOf(prices);
    }

    /** How long one image or video typically takes. */
    public Duration typical() {
        return Duration.ofSeconds(typicalSeconds);
    }

    /** Whether it makes videos: they have longer deadlines and are looked at less often. */
    public boolean video() {
        return kind == Kind.VIDEO;
    }
}
