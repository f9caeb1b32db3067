package dev.darkroom.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What {@code GET /api/models} answers: what can be chosen now, so nothing without a price. */
record ModelsView(@JsonProperty("default") String preset, List<Item> models) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            String id,
            String title,
            ModelKind kind,
            String strengths,
            List<String> aspectRatios,
            List<String> resolutions,
            List<Tag> prices,
            DurationRange durations,
            int maxPrompt,
            Limit references,
            int typicalSeconds) {}

    /** Amounts are strings, as in a task's cost, so that no reader rounds them. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Tag(String resolution, String usd, String usdPerSecond) {}

    record Limit(int max) {}

    static ModelsView of(Model preset, List<Model> models, int maxPrompt) {
        var items = models.stream()
                .filter(Model::isPriced)
                .map(model -> item(model, maxPrompt))
                .toList();
        return new ModelsView(preset.id(), items);
    }

    private static Item item(Model model, int maxPrompt) {
        return new Item(
                model.id(),
                model.title(),
                model.kind(),
                model.strengths(),
                model.aspectRatios().allowed(),
                model.pricedResolutions(),
                model.pricedResolutions().stream().map(name -> tag(model, name)).toList(),
                model.durations(),
                model.maxPrompt() == null ? maxPrompt : Math.min(maxPrompt, model.maxPrompt()),
                new Limit(model.maxReferences()),
                model.typicalSeconds());
    }

    private static Tag tag(Model model, String resolution) {
        var price = model.price(resolution).orElseThrow();
        return model.video()
                ? new Tag(resolution, null, Price.usd(price.microDollars(1)))
                : new Tag(resolution, Price.usd(price.microDollars(null)), null);
    }
}
