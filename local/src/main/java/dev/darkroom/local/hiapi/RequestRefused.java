package dev.darkroom.local.hiapi;

/** A request ends here, with this answer. */
final class RequestRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient HiapiAnswer answer;

    RequestRefused(HiapiAnswer answer) {
        super(answer.toString(), null, false, false);
        this.answer = answer;
    }

    HiapiAnswer answer() {
        return answer;
    }

    /** 400: the request is wrong, and {@code message} names the field. */
    static RequestRefused invalid(String message) {
        return new RequestRefused(HiapiAnswer.error(400, message, "INVALID_REQUEST"));
    }
}
