package dev.darkroom;

/** A setting is missing or cannot be read; the message names it and says what it must be. */
public final class BadSetting extends RuntimeException {

    public BadSetting(String name, String rule) {
        super("The setting " + name + " " + rule + ".");
    }
}
