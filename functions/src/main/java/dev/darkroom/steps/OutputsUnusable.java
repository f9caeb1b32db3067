package dev.darkroom.steps;

/** The provider's outputs could not be fetched, however often fresh addresses were asked for. Final. */
public final class OutputsUnusable extends RuntimeException {

    public OutputsUnusable() {
        super("no address that the provider gave led to the file");
    }
}
