package dev.darkroom.local.hiapi;

/** A request ends here, with this answer. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Answer answer;

    Refusal(Answer answer) {
        super(answer.toString(), null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }

    /** 400: the request is wrong, and {@code message} names the field. */
    static Refusal invalid(String message) {
        return new Refusal(Answer.error(400, message, "INVALID_REQUEST"));
    }
}
