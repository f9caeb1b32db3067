package dev.darkroom.media;

/** The URL, or one that it redirects to, is an address that we do not fetch from. Final. */
public final class SourceForbidden extends CopyFailure {
    public SourceForbidden(String message) {
        super(message);
    }
}
