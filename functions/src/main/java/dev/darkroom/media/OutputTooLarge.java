package dev.darkroom.media;

/** The file is larger than what is stored at all. Final. */
public final class OutputTooLarge extends CopyFailure {
    public OutputTooLarge(long maxBytes) {
        super("The file is larger than " + maxBytes + " bytes.");
    }
}
