package dev.darkroom.media;

/** The source did not answer, or not to the end. The same URL is worth trying again. */
public final class SourceUnavailable extends CopyFailure {
    public SourceUnavailable(String message) {
        super(message);
    }
}
