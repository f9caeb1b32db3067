package dev.darkroom.catalog;

import java.util.Locale;
import java.util.Optional;

/** The rules of a prompt. A character is a Unicode code point: an emoji counts once. */
final class Prompt {
    private Prompt() {}

    /**
     * Without blanks at both ends, the Unicode ones included, and with {@code \n} for {@code \r\n}. Control characters
     * stay, so that they are refused instead of silently lost.
     */
    static String trimmed(String prompt) {
        var unified = prompt.replace("\r\n", "\n");
        var start = 0;
        while (start < unified.length() && isBlank(unified.codePointAt(start))) {
            start += Character.charCount(unified.codePointAt(start));
        }
        var end = unified.length();
        while (end > start && isBlank(unified.codePointBefore(end))) {
            end -= Character.charCount(unified.codePointBefore(end));
        }
        return unified.substring(start, end);
    }

    /**
     * What is wrong with it, if anything.
     *
     * @param prompt trimmed; null when there is none
     * @param who the model to name where its own limit is what counts; null when it does not matter
     */
    static Optional<String> problem(String prompt, int min, int max, String who) {
        var rule = Plural.of(min, max, "character") + (who == null ? "" : " for " + who);
        if (prompt == null || prompt.codePoints().allMatch(Prompt::isInvisible)) {
            return Optional.of("A prompt is required: " + rule + ".");
        }
        var characters = prompt.codePoints().toArray();
        if (characters.length < min || characters.length > max) {
            return Optional.of(
                    String.format(Locale.ROOT, "The prompt must have %s; it has %,d.", rule, characters.length));
        }
        for (var at = 0; at < characters.length; at++) {
            var character = characters[at];
            if (Character.isISOControl(character) && character != '\n' && character != '\t') {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "The prompt contains a control character at position %d (U+%04X);"
                                + " only line breaks and tabs are allowed.",
                        at + 1,
                        character));
            }
            if (Character.getType(character) == Character.SURROGATE) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "The prompt contains a broken character at position %d (half of a surrogate pair).",
                        at + 1));
            }
        }
        return Optional.empty();
    }

    private static boolean isBlank(int character) {
        return switch (character) {
            case '\n', '\r', '\t', '\u200b', '\u2060', '\ufeff' -> true;
            default -> Character.isSpaceChar(character);
        };
    }

    /** Blanks, and marks that only change how their neighbours look. */
    private static boolean isInvisible(int character) {
        return isBlank(character) || Character.getType(character) == Character.FORMAT;
    }
}
