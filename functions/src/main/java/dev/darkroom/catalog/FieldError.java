package dev.darkroom.catalog;

import java.util.Objects;

/**
 * One thing that is wrong with a request.
 *
 * @param field the field of the public request, such as {@code aspectRatio}
 * @param message the rule, the value's problem and what is allowed
 */
public record FieldError(String field, String message) {
    private static final int LONGEST_QUOTE = 40;

    public FieldError {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
    }

    /** A visitor's value inside a message: short, and without characters that could upset a terminal or a log. */
    static String quoted(String value) {
        var quote = new StringBuilder("\"");
        value.codePoints()
                .limit(LONGEST_QUOTE)
                .map(character -> Character.isISOControl(character)
                                || Character.getType(character) == Character.SURROGATE
                                || Character.getType(character) == Character.FORMAT
                        ? '?'
                        : character)
                .forEach(quote::appendCodePoint);
        return quote.append(value.codePointCount(0, value.length()) > LONGEST_QUOTE ? "...\"" : "\"")
                .toString();
    }
}
