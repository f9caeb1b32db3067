package dev.darkroom.catalog;

import java.util.List;
import java.util.Objects;

/** What the catalogue makes of what was asked for: exactly one of these. */
public sealed interface OptionsResult {

    /**
     * It can be had.
     *
     * @param aspectRatio as asked, or the model's default
     * @param resolution as asked, or the model's default
     * @param durationSeconds the length of a video; null for an image
     * @param width the box to reserve, in CSS pixels
     * @param height the box to reserve, in CSS pixels
     * @param microDollars the price, in millionths of a US dollar
     */
    record Chosen(
            Model model,
            String aspectRatio,
            String resolution,
            Integer durationSeconds,
            int width,
            int height,
            long microDollars)
            implements OptionsResult {

        public Chosen {
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(aspectRatio, "aspectRatio");
            Objects.requireNonNull(resolution, "resolution");
            if (microDollars <= 0) {
                throw new IllegalArgumentException("a choice has a price: nothing is ever free");
            }
        }
    }

    /** It cannot be had; every reason that could be found is listed. */
    record Rejected(List<FieldError> errors) implements OptionsResult {
        public Rejected {
            errors = List.copyOf(errors);
            if (errors.isEmpty()) {
                throw new IllegalArgumentException("a rejection has a reason");
            }
        }
    }
}
