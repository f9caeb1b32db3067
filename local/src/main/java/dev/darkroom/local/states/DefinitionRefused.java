package dev.darkroom.local.states;

/** A definition that is wrong, or that says more than is understood here. */
public final class DefinitionRefused extends IllegalArgumentException {

    /** @param path where in the definition, such as {@code $.States.Submit.Retry[0].MaxAttempts} */
    DefinitionRefused(String path, String why) {
        super(path + ": " + why);
    }
}
