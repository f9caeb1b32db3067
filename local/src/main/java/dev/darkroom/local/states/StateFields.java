package dev.darkroom.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The fields of one object of a definition. What nobody asked for by {@link #refuseOthers} is refused, never ignored. */
final class StateFields {

    private final JsonNode node;
    private final String path;
    private final Set<String> asked = new HashSet<>();

    StateFields(JsonNode node, String path) {
        if (!node.isObject()) {
            throw new DefinitionRefused(path, "must be an object");
        }
        this.node = node;
        this.path = path;
    }

    static String path(String parent, String name) {
        return name.matches("[A-Za-z_]\\w*") ? parent + "." + name : parent + "['" + name + "']";
    }

    String path() {
        return path;
    }

    String path(String name) {
        return path(path, name);
    }

    Optional<JsonNode> readOptional(String name) {
        asked.add(name);
        return Optional.ofNullable(node.get(name));
    }

    JsonNode require(String name) {
        return readOptional(name).orElseThrow(() -> new DefinitionRefused(path(name), "is missing"));
    }

    Optional<String> readOptionalString(String name) {
        return readOptional(name).map(value -> {
            if (!value.isTextual() || value.textValue().isEmpty()) {
                throw new DefinitionRefused(path(name), "must be a string");
            }
            return value.textValue();
        });
    }

    String readString(String name) {
        require(name);
        return readOptionalString(name).orElseThrow();
    }

    int readInteger(String name, int otherwise, int least, int most) {
        return readOptional(name)
                .map(value -> readInteger(value, path(name), least, most))
                .orElse(otherwise);
    }

    double readDecimal(String name, double otherwise, double least) {
        return readOptional(name)
                .map(value -> {
                    if (!value.isNumber() || value.doubleValue() < least) {
                        throw new DefinitionRefused(path(name), "must be a number, " + least + " or more");
                    }
                    return value.doubleValue();
                })
                .orElse(otherwise);
    }

    /** The objects of an array that has at least one; none when there is no such field. */
    List<StateFields> readObjects(String name) {
        var objects = new ArrayList<StateFields>();
        readOptional(name).ifPresent(array -> {
            if (!array.isArray() || array.isEmpty()) {
                throw new DefinitionRefused(path(name), "must be a list with at least one element");
            }
            array.forEach(item -> objects.add(new StateFields(item, path(name) + "[" + objects.size() + "]")));
        });
        return objects;
    }

    void refuseOthers() {
        node.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                throw new DefinitionRefused(path(name), "is not supported");
            }
        });
    }

    static int readInteger(JsonNode value, String path, int least, int most) {
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw new DefinitionRefused(path, "must be a whole number from " + least + " to " + most);
        }
        return value.intValue();
    }
}
