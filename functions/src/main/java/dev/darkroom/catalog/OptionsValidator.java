package dev.darkroom.catalog;

import static dev.darkroom.catalog.FieldError.quoted;

import dev.darkroom.catalog.OptionsResult.Chosen;
import dev.darkroom.catalog.OptionsResult.Rejected;
import java.util.ArrayList;
import java.util.List;

/** Validates what was asked for against one model, and collects everything that is wrong, not only the first. */
final class OptionsValidator {
    private final Model model;
    private final ImageOptions options;
    private final List<FieldError> errors = new ArrayList<>();

    private OptionsValidator(Model model, ImageOptions options) {
        this.model = model;
        this.options = options;
    }

    static OptionsResult of(Model model, ImageOptions options, int maxPrompt) {
        var selection = new OptionsValidator(model, options);
        selection.checkPrompt(maxPrompt);
        selection.checkReferences();
        var resolution = selection.chooseResolution();
        var aspectRatio = selection.chooseAspectRatio(resolution);
        var seconds = selection.chooseDuration();
        if (!selection.errors.isEmpty()) {
            return new Rejected(selection.errors);
        }
        var box = PlaceholderSize.of(model, aspectRatio, resolution);
        var price = model.price(resolution).orElseThrow().microDollars(seconds);
        return new Chosen(model, aspectRatio, resolution, seconds, box.width(), box.height(), price);
    }

    private void checkPrompt(int siteMax) {
        var ownMax = model.maxPrompt() != null && model.maxPrompt() < siteMax;
        var who = ownMax || model.minPrompt() > 1 ? model.id() : null;
        Prompt.problem(options.prompt(), model.minPrompt(), ownMax ? model.maxPrompt() : siteMax, who)
                .ifPresent(problem -> addError("prompt", problem));
    }

    private void checkReferences() {
        var count = options.references().size();
        var max = model.maxReferences();
        if (count > 0 && max == 0) {
            addError("references", model.id() + " cannot use references. Remove them.");
        } else if (count > max) {
            addError(
                    "references",
                    model.id() + " takes at most " + Plural.of(max, "reference") + "; you gave " + count + ".");
        } else if (count == 0 && model.providerModel() == null) {
            addError("references", model.id() + " needs " + Plural.of(1, max, "reference") + "; you gave none.");
        }
    }

    private String chooseResolution() {
        var resolution = options.resolution() == null ? model.presetResolution() : options.resolution();
        var priced = model.pricedResolutions();
        if (!model.resolutions().allowed().contains(resolution)) {
            addError("resolution", model.id() + " has no resolution " + quoted(resolution) + ". " + allowed(priced));
        } else if (!priced.contains(resolution)) {
            addError(
                    "resolution",
                    model.id() + " has no price at " + resolution + " on this site, so it cannot be chosen. "
                            + allowed(priced));
        }
        return resolution;
    }

    private String chooseAspectRatio(String resolution) {
        var aspectRatio = options.aspectRatio() == null ? model.aspectRatios().preset() : options.aspectRatio();
        var withReferences = !options.references().isEmpty();
        if (!model.aspectRatios().allowed().contains(aspectRatio)) {
            addError(
                    "aspectRatio",
                    model.id() + " has no aspect ratio " + quoted(aspectRatio) + ". "
                            + allowed(model.aspectRatios().allowed()));
        } else if (model.excludes(aspectRatio, resolution, withReferences)) {
            var left = model.aspectRatios().allowed().stream()
                    .filter(other -> !model.excludes(other, resolution, withReferences))
                    .toList();
            addError(
                    "aspectRatio",
                    model.id() + " has no aspect ratio " + aspectRatio + " at " + resolution + ". " + allowed(left));
        }
        return aspectRatio;
    }

    private Integer chooseDuration() {
        var asked = options.durationSeconds();
        var durations = model.durations();
        if (durations == null) {
            if (asked != null) {
                addError("durationSeconds", "durationSeconds is only for videos; " + model.id() + " makes images.");
            }
            return null;
        }
        var seconds = asked == null ? Integer.valueOf(durations.preset()) : asked;
        if (seconds < durations.min() || seconds > durations.max()) {
            addError(
                    "durationSeconds",
                    model.id() + " makes videos of " + Plural.of(durations.min(), durations.max(), "second")
                            + "; you asked for " + seconds + ".");
        }
        return seconds;
    }

    private void addError(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    private static String allowed(List<String> values) {
        return "Allowed: " + String.join(", ", values) + ".";
    }
}
