package dev.darkroom.catalog;

import static dev.darkroom.catalog.FieldError.quoted;

import dev.darkroom.catalog.Choice.Chosen;
import dev.darkroom.catalog.Choice.Rejected;
import java.util.ArrayList;
import java.util.List;

/** Holds one wish against one model, and collects everything that is wrong, not only the first. */
final class Selection {
    private final Model model;
    private final Wish wish;
    private final List<FieldError> errors = new ArrayList<>();

    private Selection(Model model, Wish wish) {
        this.model = model;
        this.wish = wish;
    }

    static Choice of(Model model, Wish wish, int maxPrompt) {
        var selection = new Selection(model, wish);
        selection.prompt(maxPrompt);
        selection.references();
        var resolution = selection.resolution();
        var aspectRatio = selection.aspectRatio(resolution);
        var seconds = selection.durationSeconds();
        if (!selection.errors.isEmpty()) {
            return new Rejected(selection.errors);
        }
        var box = Shapes.of(model, aspectRatio, resolution);
        var price = model.price(resolution).orElseThrow().microDollars(seconds);
        return new Chosen(model, aspectRatio, resolution, seconds, box.width(), box.height(), price);
    }

    private void prompt(int siteMax) {
        var ownMax = model.maxPrompt() != null && model.maxPrompt() < siteMax;
        var who = ownMax || model.minPrompt() > 1 ? model.id() : null;
        Prompt.problem(wish.prompt(), model.minPrompt(), ownMax ? model.maxPrompt() : siteMax, who)
                .ifPresent(problem -> error("prompt", problem));
    }

    private void references() {
        var count = wish.references().size();
        var max = model.maxReferences();
        if (count > 0 && max == 0) {
            error(
                    "references",
                    model.id() + " takes no references; " + Plural.were(count, "given") + ". Leave them out.");
        } else if (count > max) {
            error(
                    "references",
                    model.id() + " takes at most " + Plural.of(max, "reference") + "; " + Plural.were(count, "given")
                            + ".");
        } else if (count == 0 && model.providerModel() == null) {
            error("references", model.id() + " needs " + Plural.of(1, max, "reference") + "; none were given.");
        }
    }

    private String resolution() {
        var resolution = wish.resolution() == null ? model.presetResolution() : wish.resolution();
        var priced = model.pricedResolutions();
        if (!model.resolutions().allowed().contains(resolution)) {
            error("resolution", model.id() + " has no resolution " + quoted(resolution) + ". " + allowed(priced));
        } else if (!priced.contains(resolution)) {
            error(
                    "resolution",
                    model.id() + " has no price at " + resolution + " on this site, so it cannot be chosen. "
                            + allowed(priced));
        }
        return resolution;
    }

    private String aspectRatio(String resolution) {
        var aspectRatio = wish.aspectRatio() == null ? model.aspectRatios().preset() : wish.aspectRatio();
        var withReferences = !wish.references().isEmpty();
        if (!model.aspectRatios().allowed().contains(aspectRatio)) {
            error(
                    "aspectRatio",
                    model.id() + " has no aspect ratio " + quoted(aspectRatio) + ". "
                            + allowed(model.aspectRatios().allowed()));
        } else if (model.excludes(aspectRatio, resolution, withReferences)) {
            var left = model.aspectRatios().allowed().stream()
                    .filter(other -> !model.excludes(other, resolution, withReferences))
                    .toList();
            error(
                    "aspectRatio",
                    model.id() + " has no aspect ratio " + aspectRatio + " at " + resolution + ". " + allowed(left));
        }
        return aspectRatio;
    }

    private Integer durationSeconds() {
        var asked = wish.durationSeconds();
        var durations = model.durations();
        if (durations == null) {
            if (asked != null) {
                error("durationSeconds", model.id() + " makes images, which have no duration. Leave it out.");
            }
            return null;
        }
        var seconds = asked == null ? Integer.valueOf(durations.preset()) : asked;
        if (seconds < durations.min() || seconds > durations.max()) {
            error(
                    "durationSeconds",
                    model.id() + " makes videos of " + Plural.of(durations.min(), durations.max(), "second") + "; "
                            + Plural.were(seconds, "asked for") + ".");
        }
        return seconds;
    }

    private void error(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    private static String allowed(List<String> values) {
        return "Allowed: " + String.join(", ", values) + ".";
    }
}
