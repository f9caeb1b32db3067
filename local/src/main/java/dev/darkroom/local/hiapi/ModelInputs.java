package dev.darkroom.local.hiapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.catalog.Catalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * @param fields all that its input may have
 * @param never combinations that are refused: a field's name to its values, or to no values for any
 */
record ModelInputs(
        String name,
        boolean video,
        int seconds,
        List<String> routes,
        Map<String, Field> fields,
        List<Map<String, List<String>>> never) {

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
                : OwnModels.find(Catalog.load(), base[0]).orElse(null);
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

    /** Refuses an input that does not fit, and answers with what counts: the given values and the defaults, as text. */
    Map<String, String> check(JsonNode input) {
        if (!input.isObject()) {
            throw RequestRefused.invalid("input must be an object");
        }
        input.fieldNames().forEachRemaining(field -> {
            if (!fields.containsKey(field)) {
                throw RequestRefused.invalid("input." + field + " is not a field of " + name);
            }
        });
        var values = new LinkedHashMap<String, String>();
        fields.forEach((field, rule) -> check(field, rule, input.get(field), values));
        for (var combination : never) {
            if (combination.entrySet().stream().allMatch(part -> applies(part, values, input))) {
                throw RequestRefused.invalid("input." + String.join(" and input.", combination.keySet())
                        + " do not go together with these values");
            }
        }
        return values;
    }

    private static void check(String field, Field rule, JsonNode value, Map<String, String> values) {
        if (value == null) {
            if (rule.required()) {
                throw RequestRefused.invalid("input." + field + " is required");
            }
            if (rule.fallback() != null) {
                values.put(field, rule.fallback());
            }
            return;
        }
        var flaw = rule.rule().flaw(value);
        if (flaw != null) {
            throw RequestRefused.invalid("input." + field + " " + flaw);
        }
        values.put(field, value.isValueNode() ? value.asText() : value.toString());
    }

    private static boolean applies(Map.Entry<String, List<String>> part, Map<String, String> values, JsonNode input) {
        var given = input.path(part.getKey());
        return part.getValue().isEmpty()
                ? given.isArray() ? !given.isEmpty() : !given.isMissingNode()
                : part.getValue().contains(values.get(part.getKey()));
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
        var fields = new LinkedHashMap<String, Field>();
        entry.path("fields").properties().forEach(field -> fields.put(field.getKey(), Field.read(field.getValue())));
        var never = new ArrayList<Map<String, List<String>>>();
        for (var line : entry.path("never")) {
            var combination = new LinkedHashMap<String, List<String>>();
            line.properties().forEach(part -> combination.put(part.getKey(), texts(part.getValue())));
            never.add(combination);
        }
        return new ModelInputs(
                name.split("@", 2)[0],
                entry.path("kind").asText().equals("video"),
                entry.path("seconds").asInt(),
                texts(entry.path("routes")),
                fields,
                never);
    }

    /** An array's texts; {@code "present"} and what is absent have none. */
    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
