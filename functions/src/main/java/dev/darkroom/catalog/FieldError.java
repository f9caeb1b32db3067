package dev.darkroom.catalog;

/**
 * One error in a request, as it stands in {@code errors} of a problem.
 *
 * @param field the field or header, such as {@code aspectRatio}; empty for the body as a whole; at most 100 characters
 * @param message the rule, what is wrong, and what is allowed; at most 1,000 characters
 */
public record FieldError(String field, String message) {
    private static final int LONGEST_QUOTE = 40;

    public FieldError {
        field = cut(field, 100);
        message = cut(message, 1000);
    }

    /** Both may quote what was sent, which may be long. */
    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most)) + "...";
    }

    /** A visitor's value inside a message: short, and without characters that could upset a terminal or a log. */
    public static String quoted(String value) {
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
