package dev.darkroom.task;

/** The table or the workflow did not answer. Nothing is known to be wrong with the request: it may be sent again. */
public final class TemporarilyUnavailable extends RuntimeException {

    public TemporarilyUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
