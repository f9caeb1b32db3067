package dev.darkroom.local.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** The members of one call, with the checks that the service makes on them. */
record StatesCall(JsonNode members) {

    /** A slice of a list, and what asks for the next one. */
    record Page<T>(List<T> items, Optional<String> nextToken) {}

    String require(String name) {
        return text(name)
                .orElseThrow(() -> ServiceError.invalid(
                        "Value null at '" + name + "' failed to satisfy constraint: Member must not be null"));
    }

    Optional<String> text(String name) {
        var value = members.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new ServiceError("SerializationException", name + " must be a string");
        }
        return Optional.of(value.textValue());
    }

    String text(String name, int longest) {
        var text = text(name).orElse(null);
        if (text != null && text.length() > longest) {
            throw tooLong(name, longest);
        }
        return text;
    }

    /** Checks a text that must itself be JSON. */
    static JsonNode json(String name, String text, String refusal) {
        if (text.length() > StatesJson.LIMIT) {
            throw tooLong(name, StatesJson.LIMIT);
        }
        try {
            var value = StatesJson.parse(text);
            if (!value.isMissingNode()) {
                return value;
            }
        } catch (JsonProcessingException e) {
            // Said below, without the text itself.
        }
        throw new ServiceError(refusal, "Invalid JSON at '" + name + "'");
    }

    <T> Page<T> page(List<T> all, int usual) {
        var from = text("nextToken").map(StatesCall::offset).orElse(0);
        var asked = members.path("maxResults").asInt(0);
        if (asked < 0 || asked > 1000) {
            throw ServiceError.invalid("Value at 'maxResults' must be from 0 to 1000");
        }
        var to = Math.min(all.size(), from + (asked == 0 ? usual : asked));
        var items = all.subList(Math.min(from, to), to);
        return new Page<>(items, to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    private static int offset(String token) {
        if (!token.matches("\\d{1,9}")) {
            throw new ServiceError("InvalidToken", "Invalid Token: '" + token + "'");
        }
        return Integer.parseInt(token);
    }

    private static ServiceError tooLong(String name, int longest) {
        return ServiceError.invalid("Value at '" + name
                + "' failed to satisfy constraint: Member must have length less than or equal to " + longest);
    }
}
