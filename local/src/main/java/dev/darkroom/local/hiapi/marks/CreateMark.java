package dev.darkroom.local.hiapi.marks;

/** What becomes of a create. Down to {@link #BAD} it is refused, and no job is made. */
public enum CreateMark implements Mark {
    TOO_MANY(
            "429", Takes.TIMES, 1, "The first N creates (one, without xN) are refused with 429 `rate_limit_exceeded`."),
    UNAVAILABLE("503", Takes.TIMES, 1, "The first N creates are refused with 503, platform busy."),
    BROKEN("500", Takes.TIMES, 1, "The first N creates are answered with 500 and an HTML page."),
    UNAUTHORIZED("401", Takes.TIMES, ALWAYS, "The create is refused with 401 `permission_denied`."),
    NO_BALANCE("402", Takes.TIMES, ALWAYS, "The create is refused with 402 `INSUFFICIENT_QUOTA`."),
    FORBIDDEN("403", Takes.TIMES, ALWAYS, "The create is refused with 403 `permission_denied`."),
    BAD("400", Takes.TIMES, ALWAYS, "The create is refused with 400 `INVALID_REQUEST`."),
    DROP("drop", Takes.TIMES, 1, "The job is made, but N times the connection is closed without an answer."),
    SLOW(
            "slow",
            Takes.NUMBER,
            1,
            "The job is made, but the answer comes N seconds late; the same key gets 409 until then.");

    private final Ways ways;

    CreateMark(String word, Takes takes, int usually, String effect) {
        ways = new Ways(word, takes, usually, effect);
    }

    @Override
    public Ways ways() {
        return ways;
    }
}
