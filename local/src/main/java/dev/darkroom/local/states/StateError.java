package dev.darkroom.local.states;

/** An error that a state reports: what Retry and Catch look at. */
final class StateError extends RuntimeException {

    private final String error;
    private final String reason;

    StateError(String error, String reason) {
        super(error + ": " + reason, null, false, false);
        this.error = error;
        this.reason = reason;
    }

    static StateError query(String reason) {
        return new StateError(ErrorNames.QUERY, reason);
    }

    static StateError tooLarge(String what) {
        return new StateError(
                ErrorNames.DATA_LIMIT, what + " with a size exceeding the maximum number of bytes service limit.");
    }

    String error() {
        return error;
    }

    String reason() {
        return reason;
    }
}
