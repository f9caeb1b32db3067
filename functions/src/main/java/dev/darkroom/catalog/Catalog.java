package dev.darkroom.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every model that may be chosen, what it costs, and how the provider is asked for it. Immutable. */
public final class Catalog {
    private final CatalogFile file;

    private Catalog(CatalogFile file) {
        this.file = file;
    }

    /** The catalogue that is shipped: {@code models.json} beside this class. */
    public static Catalog load() {
        try (var json = Catalog.class.getResourceAsStream("models.json")) {
            return load(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Reads a catalogue; strict: what it does not know, or what does not fit together, is refused.
     *
     * @throws IllegalArgumentException naming the model and what is wrong with it
     */
    public static Catalog load(InputStream json) {
        return new Catalog(CatalogFile.read(json));
    }

    /**
     * The same catalogue with the owner's prices, which override its own.
     *
     * @param prices by model id and resolution, in US dollars: for one image, or for one second of video
     * @throws IllegalArgumentException naming the model or resolution that does not exist, or the bad price
     */
    public Catalog withPrices(Map<String, Map<String, BigDecimal>> prices) {
        var models = new ArrayList<>(file.models());
        prices.forEach((id, byResolution) -> {
            if (byResolution == null) {
                throw new IllegalArgumentException("the model " + id + " is given no price");
            }
            var at = models.indexOf(find(id).orElseThrow(() -> unknown(id)));
            byResolution.forEach(
                    (resolution, amount) -> models.set(at, models.get(at).withPrice(resolution, amount)));
        });
        return new Catalog(new CatalogFile(file.preset(), models, file.retired(), file.schemas()));
    }

    /**
     * The same, as the setting {@code MODEL_PRICES} has it: {@code {"Nano-Banana-Pro": {"1K": 0.1}}}.
     *
     * @param json null or blank changes nothing
     * @throws IllegalArgumentException also when it cannot be read
     */
    public Catalog withPrices(String json) {
        if (json == null || json.isBlank()) {
            return this;
        }
        return withPrices(CatalogFile.readPrices(json));
    }

    /**
     * Validates what was asked for against the model, or says everything that is wrong with it.
     *
     * @param maxPrompt the site's own limit, in code points; a model's lower limit wins
     */
    public OptionsResult validate(ImageOptions options, int maxPrompt) {
        var model = options.model() == null ? defaultModel() : CatalogFile.find(file.models(), options.model());
        if (model != null && model.isPriced()) {
            return OptionsValidator.of(model, options, maxPrompt);
        }
        var errors = new ArrayList<FieldError>();
        Prompt.problem(options.prompt(), 1, maxPrompt, null)
                .ifPresent(problem -> errors.add(new FieldError("prompt", problem)));
        errors.add(new FieldError("model", problem(options.model(), model)));
        return new OptionsResult.Rejected(errors);
    }

    /** The model with this public name, also when it has no price; never a retired one. */
    public Optional<Model> find(String id) {
        return Optional.ofNullable(CatalogFile.find(file.models(), id));
    }

    /** Every model, in the catalogue's order, also those without a price. */
    public List<Model> models() {
        return file.models();
    }

    /** Every model that can be chosen no more. */
    public List<RetiredModel> retired() {
        return file.retired();
    }

    /** The model that is meant when none is named. */
    public Model defaultModel() {
        return find(file.preset()).orElseThrow();
    }

    /**
     * The strict JSON Schema (2020-12) of what a model takes as {@code input}.
     *
     * @param providerModel the provider's exact name, such as {@code gpt-image-2/text-to-image}
     */
    public Optional<ObjectNode> schema(String providerModel) {
        return Optional.ofNullable(file.schemas().get(providerModel)).map(ObjectNode::deepCopy);
    }

    /**
     * The answer of {@code GET /api/models}: what can be chosen now, so nothing without a price.
     *
     * @param maxPrompt the site's own limit, in code points
     */
    public String toJson(int maxPrompt) {
        return CatalogFile.write(ModelsView.of(defaultModel(), models(), maxPrompt));
    }

    private String problem(String id, Model unpriced) {
        var offered =
                file.models().stream().filter(Model::isPriced).map(Model::id).toList();
        var allowed = " Allowed: " + String.join(", ", offered) + ".";
        if (unpriced != null) {
            return "The model " + unpriced.id() + " has no price on this site, so it cannot be chosen." + allowed;
        }
        return file.retired().stream()
                .filter(gone -> gone.id().equals(id))
                .map(RetiredModel::message)
                .findFirst()
                .orElseGet(() -> "There is no model " + FieldError.quoted(id) + "." + allowed);
    }

    private static IllegalArgumentException unknown(String id) {
        return new IllegalArgumentException("a price is given for a model that does not exist: " + id);
    }
}
