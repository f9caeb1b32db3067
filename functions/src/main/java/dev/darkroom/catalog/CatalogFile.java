package dev.darkroom.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@code models.json} holds, checked as a whole; each entry checks itself. All reading and writing of JSON is here.
 *
 * @param preset the id of the model that is meant when none is named; {@code default} in the file
 * @param schemas what the provider takes as {@code input}, by its own names of models
 */
record CatalogFile(
        @JsonProperty("default") String preset,
        List<Model> models,
        List<RetiredModel> retired,
        Map<String, ObjectNode> schemas) {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    CatalogFile {
        check(models != null && retired != null && schemas != null, "it has models, retired and schemas");
        models = List.copyOf(models);
        retired = List.copyOf(retired);
        schemas = new LinkedHashMap<>(schemas);
        var ids = models.stream().map(Model::id).toList();
        var all = Stream.concat(ids.stream(), retired.stream().map(RetiredModel::id))
                .toList();
        check(new HashSet<>(all).size() == all.size(), "no id is there twice: " + all);
        for (var gone : retired) {
            check(ids.contains(gone.successor()), "the successor of " + gone.id() + " is a model");
        }
        for (var model : models) {
            check(
                    schemas.keySet().containsAll(providerModels(model)),
                    "there is a schema for " + providerModels(model));
        }
        for (var schema : schemas.entrySet()) {
            check(
                    Boolean.FALSE
                            .toString()
                            .equals(schema.getValue()
                                    .path("additionalProperties")
                                    .asText()),
                    "the schema of " + schema.getKey() + " takes no other fields");
        }
        var first = find(models, preset);
        check(first != null && first.isPriced(), "the default is a model with a price: " + preset);
    }

    /** @throws IllegalArgumentException when it cannot be read, or breaks a rule */
    static CatalogFile read(InputStream json) {
        try {
            return requireGiven(JSON.readValue(json, CatalogFile.class));
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("models.json cannot be used: " + wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Prices by model and resolution. */
    static Map<String, Map<String, BigDecimal>> readPrices(String json) {
        try {
            return requireGiven(JSON.readValue(json, new TypeReference<Map<String, Map<String, BigDecimal>>>() {}));
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(
                    "prices are written like {\"Nano-Banana-Pro\": {\"1K\": 0.1}}: " + wrong.getOriginalMessage());
        }
    }

    static String write(ModelsView view) {
        try {
            return JSON.writeValueAsString(view);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the view is plain data", impossible);
        }
    }

    /** Jackson reads the word null as nothing at all. */
    private static <T> T requireGiven(T value) {
        if (value == null) {
            throw new IllegalArgumentException("null is neither a catalogue nor a list of prices");
        }
        return value;
    }

    static Model find(List<Model> models, String id) {
        return models.stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static Set<String> providerModels(Model model) {
        var names = new HashSet<String>();
        if (model.providerModel() != null) {
            names.add(model.providerModel());
        }
        if (model.references() != null) {
            names.add(model.references().providerModel());
        }
        return names;
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("models.json breaks the rule: " + rule);
        }
    }
}
