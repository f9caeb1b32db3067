package dev.darkroom.local.hiapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import dev.darkroom.catalog.Catalog;
import dev.darkroom.catalog.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The provider's side of what each model takes, from {@code inputs.json}, whose entries name HiAPI's pages as their
 * sources. It does not read our own catalogue on purpose: the two are held against each other by being different files.
 * Only a model that it does not know is taken from there.
 *
 * @param name the base name, without a route
 * @param video whether it makes videos
 * @param seconds how long a job takes here; the real ones take 30 to 120
 * @param routes its other routes
 * @param schema what its input may be: JSON Schema 2020-12
 */
record ModelInputs(String name, boolean video, int seconds, List<String> routes, Schema schema) {

    private static final int IMAGE_SECONDS = 8;
    private static final int VIDEO_SECONDS = 15;

    private static final Format URL = new Format() {
        @Override
        public String getName() {
            return "uri";
        }

        @Override
        public boolean matches(ExecutionContext context, String value) {
            return ReferencePictures.isUrl(value);
        }
    };

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(
            Dialect.builder(Dialects.getDraft202012()).format(URL).build(),
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private static final Map<String, ModelInputs> ALL = load();

    /**
     * Finds a model by what a request says.
     *
     * @param name the model's, perhaps with the older suffix {@code @route}
     * @param route null, empty or {@code default} for the usual one
     */
    static ModelInputs of(String name, String route) {
        var base = name.split("@", 2);
        var model = ALL.containsKey(base[0])
                ? ALL.get(base[0])
                : of(Catalog.load(), base[0]).orElse(null);
        if (model == null) {
            throw RequestRefused.invalid("model: there is none that is called " + name);
        }
        var way = route == null || route.isEmpty() ? (base.length == 2 ? base[1] : "default") : route;
        if (way.equals("default")) {
            return model;
        }
        if (!model.routes.contains(way)) {
            throw RequestRefused.invalid(
                    "route: " + way + " is not one of default, " + String.join(", ", model.routes));
        }
        return ALL.get(base[0] + "@" + way);
    }

    /** A model as our own catalogue describes it, so that an entry there is all that a new model needs. */
    static Optional<ModelInputs> of(Catalog catalog, String name) {
        return catalog.schema(name).map(schema -> {
            var video = catalog.models().stream()
                    .filter(model -> name.equals(model.providerModel())
                            || (model.references() != null
                                    && name.equals(model.references().providerModel())))
                    .anyMatch(Model::video);
            var seconds = video ? VIDEO_SECONDS : IMAGE_SECONDS;
            return new ModelInputs(name, video, seconds, List.of(), SCHEMAS.getSchema(schema));
        });
    }

    /** Refuses an input that does not fit, and answers with what counts: the given values and the defaults, as text. */
    Map<String, String> check(JsonNode given) {
        if (!(given instanceof ObjectNode object)) {
            throw RequestRefused.invalid("input must be an object");
        }
        var input = object.deepCopy();
        properties().properties().forEach(field -> {
            if (field.getValue().has("default")) {
                input.putIfAbsent(field.getKey(), field.getValue().get("default"));
            }
        });
        schema.validate(input).stream().min(Comparator.comparingInt(this::rank)).ifPresent(this::refuse);
        var values = new LinkedHashMap<String, String>();
        input.properties()
                .forEach(field -> values.put(
                        field.getKey(),
                        field.getValue().isValueNode()
                                ? field.getValue().asText()
                                : field.getValue().toString()));
        return values;
    }

    /** What each field may be, in the provider's order. */
    JsonNode properties() {
        return schema.getSchemaNode().path("properties");
    }

    /** Unknown fields come first, then each field in its order, then combinations. */
    private int rank(Error error) {
        var order = new ArrayList<String>();
        properties().fieldNames().forEachRemaining(order::add);
        var field = field(error);
        return field == null ? order.size() : order.indexOf(field);
    }

    /** Null for what concerns several. */
    private static String field(Error error) {
        return error.getInstanceLocation().getNameCount() > 0
                ? error.getInstanceLocation().getName(0)
                : error.getProperty();
    }

    private void refuse(Error error) {
        var field = field(error);
        if (field == null) {
            var combination = new ArrayList<String>();
            error.getSchemaNode().path("required").forEach(each -> combination.add("input." + each.asText()));
            throw RequestRefused.invalid(String.join(" and ", combination) + " do not go together with these values");
        }
        throw RequestRefused.invalid("input." + field + " "
                + switch (error.getKeyword()) {
                    case "additionalProperties" -> "is not a field of " + name;
                    case "required" -> "is required";
                    default -> rule(properties().path(field));
                });
    }

    private static String rule(JsonNode field) {
        if (field.has("format")) {
            return "must be an http(s) or data URL";
        }
        if (field.has("pattern")) {
            return "is not an allowed value; allowed: "
                    + field.path("pattern").asText().replaceAll("[$^]", "");
        }
        return switch (field.path("type").asText()) {
            case "string" -> "must be text of " + between(field, "minLength", "maxLength") + " characters";
            case "integer" -> "must be a whole number, " + between(field, "minimum", "maximum");
            case "boolean" -> "must be true or false";
            case "array" -> "must be a list of " + between(field, "minItems", "maxItems") + " http(s) or data URLs";
            default -> "is not an allowed value; allowed: " + String.join(", ", texts(field.path("enum")));
        };
    }

    private static String between(JsonNode field, String least, String most) {
        return field.path(least).asInt() + " to " + field.path(most).asInt(Integer.MAX_VALUE);
    }

    private static Map<String, ModelInputs> load() {
        try (var file = ModelInputs.class.getResourceAsStream("inputs.json")) {
            var table = HiapiAnswer.JSON.readTree(file);
            return table.properties().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            Map.Entry::getKey,
                            entry -> read(
                                    entry.getKey(),
                                    table.path(entry.getValue().path("same").asText(entry.getKey())))));
        } catch (IOException e) {
            throw new UncheckedIOException("inputs.json cannot be read", e);
        }
    }

    private static ModelInputs read(String name, JsonNode entry) {
        return new ModelInputs(
                name.split("@", 2)[0],
                entry.path("kind").asText().equals("video"),
                entry.path("seconds").asInt(),
                texts(entry.path("routes")),
                SCHEMAS.getSchema(entry.path("schema")));
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
