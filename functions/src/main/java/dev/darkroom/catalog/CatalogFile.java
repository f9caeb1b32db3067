package dev.darkroom.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@code models.json} holds, checked as a whole; each entry checks itself.
 *
 * @param preset the id of the model that is meant when none is named; {@code default} in the file
 * @param schemas what the provider takes as {@code input}, by its own names of models
 */
record CatalogFile(
        @JsonProperty("default") String preset,
        List<Model> models,
        List<Retired> retired,
        Map<String, ObjectNode> schemas) {

    CatalogFile {
        check(models != null && retired != null && schemas != null, "it has models, retired and schemas");
        models = List.copyOf(models);
        retired = List.copyOf(retired);
        schemas = new LinkedHashMap<>(schemas);
        var ids = models.stream().map(Model::id).toList();
        var all = Stream.concat(ids.stream(), retired.stream().map(Retired::id)).toList();
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
