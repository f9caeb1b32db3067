package dev.darkroom.hiapi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Why HiAPI did not give a result, as the visitor may read it. The list is closed: every refusal is one of these, so
 * its code alone is enough to carry it through the state machine.
 *
 * @param code stable, snake_case
 * @param message plain sentences: what happened and what to do; never HiAPI's own text
 * @param billable whether HiAPI may bill for it all the same. HiAPI does not say whether failed jobs are refunded, so
 *     whatever ran counts as billed
 * @param ownersFault whether only the site's owner can put it right: then somebody must be told
 */
public record Refusal(String code, String message, boolean billable, boolean ownersFault) {

    private static final String OWNER_TOLD =
            "The image service is not available right now. The site's owner has been told. You were not charged.";
    private static final String DID_NOT_COUNT = " It did not count.";

    public static final Refusal AUTH = owners("provider_auth", OWNER_TOLD);
    public static final Refusal BALANCE = owners("provider_balance", OWNER_TOLD);
    public static final Refusal PERMISSION = owners("provider_permission", OWNER_TOLD);
    public static final Refusal NOT_FOUND = owners("provider_not_found", OWNER_TOLD);
    public static final Refusal FORMAT = owners("provider_format", OWNER_TOLD);
    public static final Refusal MISMATCH = owners("provider_key_mismatch", OWNER_TOLD);
    public static final Refusal UNEXPECTED = owners("provider_unexpected", OWNER_TOLD);

    public static final Refusal REQUEST = visitors(
            "request_refused",
            "The image service refused this request. Change the prompt or the references and try again.",
            false);
    public static final Refusal TOO_LARGE = visitors(
            "request_too_large",
            "The request is too large for the image service. Use a shorter prompt or smaller references.",
            false);
    public static final Refusal MODEL = visitors(
            "model_unavailable",
            "This model is not available right now. Try again in a few minutes, or choose another model.",
            false);
    public static final Refusal FAILED = visitors(
            "generation_failed", "The image service could not make this image. Change the prompt and try again.", true);
    public static final Refusal TIMEOUT =
            visitors("provider_timeout", "The image service took too long and gave up. Try again.", true);
    public static final Refusal STORAGE =
            visitors("provider_storage", "The image service could not store its result. Try again.", true);
    public static final Refusal CANCELLED =
            visitors("provider_cancelled", "The image service cancelled this image. Try again.", true);
    public static final Refusal NO_OUTPUT =
            visitors("no_output", "The image service finished without a usable result. Try again.", true);

    /** Every refusal there is. */
    public static final List<Refusal> ALL = List.of(
            AUTH,
            BALANCE,
            PERMISSION,
            NOT_FOUND,
            FORMAT,
            MISMATCH,
            UNEXPECTED,
            REQUEST,
            TOO_LARGE,
            MODEL,
            FAILED,
            TIMEOUT,
            STORAGE,
            CANCELLED,
            NO_OUTPUT);

    public Refusal {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }

    /** The refusal with this code, such as an execution's history names it. */
    public static Optional<Refusal> named(String code) {
        return ALL.stream().filter(refusal -> refusal.code.equals(code)).findFirst();
    }

    private static Refusal owners(String code, String message) {
        return new Refusal(code, message, false, true);
    }

    private static Refusal visitors(String code, String message, boolean billable) {
        return new Refusal(code, message + DID_NOT_COUNT, billable, false);
    }
}
