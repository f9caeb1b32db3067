package dev.darkroom.local.states;

/** A refusal that the service's client gets, by the name that its model gives it. */
final class ServiceError extends RuntimeException {

    private final String type;

    ServiceError(String type, String message) {
        super(message, null, false, false);
        this.type = type;
    }

    static ServiceError invalid(String message) {
        return new ServiceError("ValidationException", "1 validation error detected: " + message);
    }

    String type() {
        return type;
    }
}
