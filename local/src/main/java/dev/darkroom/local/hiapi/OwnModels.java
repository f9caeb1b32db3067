package dev.darkroom.local.hiapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.catalog.Catalog;
import dev.darkroom.catalog.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Models that {@code inputs.json} does not know are taken at our own catalogue's word, so that an entry there is all
 * that a new model needs. Of its schemas the fields count, not the combinations.
 */
final class OwnModels {

    private static final int IMAGE_SECONDS = 8;
    private static final int VIDEO_SECONDS = 15;

    private OwnModels() {}

    static Optional<ModelInputs> find(Catalog catalog, String name) {
        return catalog.schema(name).map(schema -> {
            var video = catalog.models().stream()
                    .filter(model -> isSaid(model, name))
                    .anyMatch(Model::video);
            var seconds = video ? VIDEO_SECONDS : IMAGE_SECONDS;
            return new ModelInputs(name, video, seconds, List.of(), fields(schema), List.of());
        });
    }

    private static boolean isSaid(Model model, String name) {
        var withReferences =
                model.references() != null && name.equals(model.references().providerModel());
        return withReferences || name.equals(model.providerModel());
    }

    private static Map<String, Field> fields(JsonNode schema) {
        var fields = new LinkedHashMap<String, Field>();
        var required = Field.Rule.all(schema.path("required"));
        schema.path("properties").properties().forEach(property -> {
            var name = property.getKey();
            var isRequired = required.stream().anyMatch(each -> each.asText().equals(name));
            fields.put(name, new Field(isRequired, null, rule(property.getValue())));
        });
        return fields;
    }

    private static Field.Rule rule(JsonNode schema) {
        if (schema.has("enum")) {
            return new Field.Rule.Choice(Field.Rule.all(schema.path("enum")).stream()
                    .map(JsonNode::asText)
                    .toList());
        }
        return switch (schema.path("type").asText()) {
            case "array" -> new Field.Rule.Urls(schema.path("minItems").asInt(), most(schema, "maxItems"));
            case "integer" -> new Field.Rule.Whole(schema.path("minimum").asLong(), most(schema, "maximum"));
            case "boolean" -> new Field.Rule.Flag();
            default ->
                schema.has("pattern")
                        ? new Field.Rule.Url()
                        : new Field.Rule.Text(schema.path("minLength").asInt(), most(schema, "maxLength"));
        };
    }

    private static int most(JsonNode schema, String name) {
        return schema.path(name).asInt(Integer.MAX_VALUE);
    }
}
