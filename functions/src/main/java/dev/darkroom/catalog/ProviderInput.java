package dev.darkroom.catalog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * What is sent to the provider for a visitor's options.
 *
 * @param providerModel the provider's exact name of the model
 * @param input exactly what that model accepts, and nothing else: the provider refuses unknown fields
 */
public record ProviderInput(String providerModel, ObjectNode input) {

    public ProviderInput {
        Objects.requireNonNull(providerModel, "providerModel");
        Objects.requireNonNull(input, "input");
    }

    /**
     * Writes the options that were chosen as the provider wants them.
     *
     * @param prompt trimmed, as {@link ImageOptions#prompt} gives it
     * @param references URLs that the provider can read, in the visitor's order
     */
    public static ProviderInput of(OptionsResult.Chosen chosen, String prompt, List<URI> references) {
        var model = chosen.model();
        var input = JsonNodeFactory.instance.objectNode().put("prompt", prompt);
        if (!references.isEmpty()) {
            model.references().writeTo(input, references);
        }
        model.mapping().writeTo(input, chosen.aspectRatio(), chosen.resolution(), chosen.durationSeconds());
        return new ProviderInput(
                references.isEmpty()
                        ? model.providerModel()
                        : model.references().providerModel(),
                input);
    }
}
