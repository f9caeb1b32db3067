package dev.darkroom.media;

/** Our own store did not take, delete or show an object. Worth trying again. */
public final class StoreUnavailable extends CopyFailure {
    public StoreUnavailable(String message) {
        super(message);
    }
}
