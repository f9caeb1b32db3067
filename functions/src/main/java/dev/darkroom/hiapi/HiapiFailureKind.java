package dev.darkroom.hiapi;

import dev.darkroom.task.Failure;

/** Every failure that HiAPI can be the cause of, in words of ours: its own text never reaches a visitor. */
public enum HiapiFailureKind {
    AUTH(owners("provider_auth")),
    BALANCE(owners("provider_balance")),
    PERMISSION(owners("provider_permission")),
    NOT_FOUND(owners("provider_not_found")),
    FORMAT(owners("provider_format")),
    /** No task of ours can have this id there: another site uses the same key, or a body of ours was not the same twice. */
    MISMATCH(new Failure(
            "provider_key_mismatch",
            "The image service has another request with this id. Try again; if it stays, only the site's owner can fix this."
                    + " It did not count.",
            false,
            true)),
    UNEXPECTED(owners("provider_unexpected")),

    REQUEST(refused(
            "request_refused",
            "The image service refused this request. Change the prompt or the references and try again.")),
    TOO_LARGE(refused(
            "request_too_large",
            "The request is too large for the image service. Use a shorter prompt or smaller references.")),
    MODEL(refused(
            "model_unavailable",
            "This model is not available right now. Try again in a few minutes, or choose another model.")),

    FAILED(ran("generation_failed", "The image service could not make this image. Change the prompt and try again.")),
    TIMEOUT(ran("provider_timeout", "The image service took too long and gave up. Try again.")),
    STORAGE(ran("provider_storage", "The image service could not store its result. Try again.")),
    CANCELLED(ran("provider_cancelled", "The image service cancelled this image. Try again.")),
    NO_OUTPUT(ran("no_output", "The image service finished without a usable result. Try again."));

    private final Failure failure;

    HiapiFailureKind(Failure failure) {
        this.failure = failure;
    }

    /** What the task's visitor is told. */
    public Failure failure() {
        return failure;
    }

    private static Failure owners(String code) {
        return new Failure(
                code,
                "The image service is not available right now. Only the site's owner can fix this. It did not count.",
                false,
                true);
    }

    private static Failure refused(String code, String message) {
        return new Failure(code, message + " It did not count.", false);
    }

    /** HiAPI does not say whether failed jobs are refunded, so whatever ran may be billed. */
    private static Failure ran(String code, String message) {
        return new Failure(code, message + " It did not count.", true);
    }
}
