package dev.darkroom.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.catalog.FieldError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The fields of a JSON object, read strictly: all that is wrong with them is collected, to be told at once. */
final class JsonFields {

    private final JsonNode body;
    private final List<FieldError> errors = new ArrayList<>();

    private JsonFields(JsonNode body) {
        this.body = body;
    }

    /**
     * Reads a body that may have these fields and no others.
     *
     * @param sample what it may look like
     * @throws Problem {@code malformed_json}, or {@code invalid_request} when it is no object
     */
    static JsonFields of(String json, Collection<String> known, String sample) {
        var body = Json.read(json);
        if (!body.isObject()) {
            throw Problem.invalid("", "The request body must be a JSON object, for example " + sample + ".");
        }
        var fields = new JsonFields(body);
        var names = String.join(", ", known.stream().sorted().toList());
        for (var name : (Iterable<String>) body::fieldNames) {
            if (!known.contains(name)) {
                fields.addError(name, "Unknown field " + FieldError.quoted(name) + "; allowed: " + names + ".");
            }
        }
        return fields;
    }

    /** Null when it is absent, or when it is not a string: then that is an error. */
    String readString(String name) {
        if (isAbsent(name)) {
            return null;
        }
        if (!body.path(name).isTextual()) {
            addError(name, "The field " + name + " must be a string.");
            return null;
        }
        return body.path(name).textValue();
    }

    /**
     * Null like {@link #readString}. {@code 4.0} is a whole number as {@code 4} is (JSON Schema, 6.1.1: an integer is any number
     * whose fraction is zero).
     */
    Integer readInteger(String name) {
        if (isAbsent(name)) {
            return null;
        }
        var number = body.path(name).doubleValue();
        if (!body.path(name).isNumber() || number != Math.rint(number) || Math.abs(number) >= 1e9) {
            addError(name, "The field " + name + " must be a whole number of at most nine digits.");
            return null;
        }
        return (int) number;
    }

    List<String> readStrings(String name) {
        if (isAbsent(name)) {
            return List.of();
        }
        var texts = new ArrayList<String>();
        body.path(name).forEach(each -> texts.add(each.textValue()));
        if (!body.path(name).isArray() || texts.contains(null)) {
            addError(name, "The field " + name + " must be a list of strings.");
            return List.of();
        }
        return texts;
    }

    void addError(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    /** Adds an error, unless the field has one already that says why. */
    void addMissing(String field, String message) {
        if (errors.stream().noneMatch(error -> error.field().equals(field))) {
            addError(field, message);
        }
    }

    /** @throws Problem {@code invalid_request} when there is an error */
    void check() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    /** An explicit null is the same as absent. */
    private boolean isAbsent(String name) {
        return body.path(name).isMissingNode() || body.path(name).isNull();
    }
}
