package dev.darkroom.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * A choice in the provider's own words.
 *
 * @param providerModel the provider's exact name of the model
 * @param input exactly what that model accepts, and nothing else: the provider refuses unknown fields
 */
public record ProviderInput(String providerModel, ObjectNode input) {

    public ProviderInput {
        Objects.requireNonNull(providerModel, "providerModel");
        Objects.requireNonNull(input, "input");
    }
}
