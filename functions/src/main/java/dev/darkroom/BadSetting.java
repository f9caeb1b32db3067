package dev.darkroom;

import java.util.List;
import java.util.stream.Collectors;

/** A setting is missing or cannot be read; the message names it and says what it must be. */
public final class BadSetting extends RuntimeException {

    public BadSetting(String name, String rule) {
        this(List.of(name), rule);
    }

    /** Of several by the same rule: a sentence for each. */
    BadSetting(List<String> names, String rule) {
        super(names.stream()
                .map(name -> "The setting " + name + " " + rule + ".")
                .collect(Collectors.joining(" ")));
    }
}
