package dev.darkroom.media;

/** The URL has expired, or answers with something that is not the file. Only a fresh URL may help. */
public final class SourceGone extends CopyFailure {
    public SourceGone(String message) {
        super(message);
    }
}
