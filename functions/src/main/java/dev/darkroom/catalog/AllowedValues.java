package dev.darkroom.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashSet;
import java.util.List;

/**
 * What may be chosen, in the order to show it, and what is meant when nothing is said.
 *
 * @param preset one of {@code allowed}; {@code default} in the file
 */
public record AllowedValues(@JsonProperty("default") String preset, List<String> allowed) {

    public AllowedValues {
        allowed = List.copyOf(allowed);
        if (!allowed.contains(preset)) {
            throw new IllegalArgumentException("the default " + preset + " is not among " + allowed);
        }
        if (new HashSet<>(allowed).size() != allowed.size()) {
            throw new IllegalArgumentException("a value is there twice: " + allowed);
        }
    }
}
