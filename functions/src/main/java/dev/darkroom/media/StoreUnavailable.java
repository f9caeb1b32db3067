package dev.darkroom.media;

/** Our own store did not take, delete or show an object. Worth trying again. */
public final class StoreUnavailable extends CopyFailure {

    private final boolean isRefusal;

    public StoreUnavailable(String message) {
        this(message, false);
    }

    private StoreUnavailable(String message, boolean isRefusal) {
        super(message);
        this.isRefusal = isRefusal;
    }

    /** It refused what only the owner can put right, and the owner was told. */
    public static StoreUnavailable refused(String message) {
        return new StoreUnavailable(message, true);
    }

    public boolean isRefusal() {
        return isRefusal;
    }
}
