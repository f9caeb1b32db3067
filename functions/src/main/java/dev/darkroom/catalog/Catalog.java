package dev.darkroom.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every model that may be chosen, what it costs, and how it is said to the provider. */
public final class Catalog {

    /** The catalogue that is shipped: {@code models.json} beside this class. */
    public static Catalog load() {
        return load(Catalog.class.getResourceAsStream("models.json"));
    }

    /**
     * Reads a catalogue; strict: what it does not know, or what does not fit together, is refused.
     *
     * @throws IllegalArgumentException naming the model and what is wrong with it
     */
    public static Catalog load(InputStream json) {
        return new Catalog();
    }

    /**
     * The same catalogue with the owner's prices, which override its own.
     *
     * @param prices by model id and resolution, in US dollars: for one image, or for one second of video
     * @throws IllegalArgumentException naming the model or resolution that does not exist, or the bad price
     */
    public Catalog withPrices(Map<String, Map<String, BigDecimal>> prices) {
        return this;
    }

    /**
     * The same, as the setting {@code MODEL_PRICES} has it: {@code {"Nano-Banana-Pro": {"1K": 0.1}}}.
     *
     * @param json null or blank changes nothing
     * @throws IllegalArgumentException also when it cannot be read
     */
    public Catalog withPrices(String json) {
        return this;
    }

    /**
     * Makes a choice of a wish, or says everything that is wrong with it.
     *
     * @param maxPrompt the site's own limit, in code points; a model's lower limit wins
     */
    public Choice choose(Wish wish, int maxPrompt) {
        return new Choice.Rejected(List.of(new FieldError("prompt", "not read yet")));
    }

    /** The model with this public name, retired ones left out. */
    public Optional<Model> find(String id) {
        return models().stream().filter(model -> model.id().equals(id)).findFirst();
    }

    /** Every model, in the catalogue's order, also those without a price. */
    public List<Model> models() {
        return List.of();
    }

    /** The model that is meant when none is named. */
    public Model defaultModel() {
        return models().getFirst();
    }

    /**
     * The strict JSON Schema (2020-12) of what a model takes as {@code input}.
     *
     * @param providerModel the provider's exact name, such as {@code gpt-image-2/text-to-image}
     */
    public Optional<ObjectNode> schema(String providerModel) {
        return Optional.empty();
    }

    /**
     * The answer of {@code GET /api/models}: what can be chosen now, so nothing without a price.
     *
     * @param maxPrompt the site's own limit, in code points
     */
    public String toJson(int maxPrompt) {
        return "{}";
    }
}
