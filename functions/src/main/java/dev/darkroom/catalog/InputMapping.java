package dev.darkroom.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How a model's choices are said to the provider, in this order. What is null is not said.
 *
 * @param duration the field of a video's seconds
 * @param always fields that are the same for every request, such as the format of the file
 */
public record InputMapping(
        FieldMapping aspectRatio, FieldMapping resolution, String duration, Map<String, JsonNode> always) {

    public InputMapping {
        always = always == null ? Map.of() : new LinkedHashMap<>(always);
    }

    /**
     * One choice.
     *
     * @param field the provider's field
     * @param values the provider's word for each of ours; null where they are the same
     */
    public record FieldMapping(String field, Map<String, String> values) {
        public FieldMapping {
            Objects.requireNonNull(field, "field");
            values = values == null ? null : Map.copyOf(values);
        }

        String word(String ours) {
            return values == null ? ours : Objects.requireNonNull(values.get(ours), "no word for " + ours);
        }

        boolean covers(Options options) {
            return values == null || values.keySet().equals(Set.copyOf(options.allowed()));
        }
    }

    void writeTo(ObjectNode input, OptionsResult.Chosen chosen) {
        if (aspectRatio != null) {
            input.put(aspectRatio.field(), aspectRatio.word(chosen.aspectRatio()));
        }
        if (resolution != null) {
            input.put(resolution.field(), resolution.word(chosen.resolution()));
        }
        if (duration != null) {
            input.put(duration, chosen.durationSeconds());
        }
        always.forEach((field, value) -> input.set(field, value.deepCopy()));
    }
}
