package dev.darkroom.catalog;

/** The rules of a prompt. A character is a Unicode code point. */
final class Prompt {
    private Prompt() {}

    static String trimmed(String prompt) {
        return prompt.strip();
    }
}
