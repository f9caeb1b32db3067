package dev.darkroom.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The provider's fields for a model's options, in the order in which they are sent. What is null is not sent.
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
     * One option.
     *
     * @param field the provider's field
     * @param values the provider's value for each of ours; null where they are the same
     */
    public record FieldMapping(String field, Map<String, String> values) {
        public FieldMapping {
            Objects.requireNonNull(field, "field");
            values = values == null ? null : Map.copyOf(values);
        }

        String value(String ours) {
            return values == null ? ours : Objects.requireNonNull(values.get(ours), "no value for " + ours);
        }

        boolean covers(AllowedValues options) {
            return values == null || values.keySet().equals(Set.copyOf(options.allowed()));
        }
    }

    void writeTo(ObjectNode input, String ratio, String size, Integer seconds) {
        if (aspectRatio != null) {
            input.put(aspectRatio.field(), aspectRatio.value(ratio));
        }
        if (resolution != null) {
            input.put(resolution.field(), resolution.value(size));
        }
        if (duration != null) {
            input.put(duration, seconds);
        }
        always.forEach((field, value) -> input.set(field, value.deepCopy()));
    }
}
