package dev.darkroom.local;

import java.util.Objects;

/** What Lambda reports when a handler throws: the exception's full class name and its message. */
public final class FunctionError extends Exception {

    private final String errorType;
    private final String errorMessage;

    /**
     * @param errorType full class name of what was thrown
     * @param errorMessage its message; null when it had none
     */
    public FunctionError(String errorType, String errorMessage) {
        super(errorType + ": " + errorMessage);
        this.errorType = Objects.requireNonNull(errorType, "errorType");
        this.errorMessage = errorMessage;
    }

    public String errorType() {
        return errorType;
    }

    /** May be null. */
    public String errorMessage() {
        return errorMessage;
    }
}
