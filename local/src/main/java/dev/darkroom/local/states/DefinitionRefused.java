package dev.darkroom.local.states;

/** A definition that is wrong, or that says more than is understood here. */
public final class DefinitionRefused extends IllegalArgumentException {

    private final String path;

    DefinitionRefused(String path, String why) {
        super(path + ": " + why);
        this.path = path;
    }

    /** Where in the definition, as a JSON path such as {@code $.States.Submit.Retry[0].MaxAttempts}. */
    public String path() {
        return path;
    }
}
