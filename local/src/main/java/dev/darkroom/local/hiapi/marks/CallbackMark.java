package dev.darkroom.local.hiapi.marks;

/** What becomes of the callback. */
public enum CallbackMark implements Mark {
    NONE("nocallback", Takes.NOTHING, ALWAYS, "No callback is sent."),
    MANY("callback", Takes.TIMES, 1, "Each attempt sends the callback N times at once."),
    EARLY(
            "early",
            Takes.NOTHING,
            ALWAYS,
            "The job ends at once, and its callback is sent before the create is answered."),
    LATE("late", Takes.NUMBER, ALWAYS, "The callback is sent N seconds after the job has ended."),
    FORGED("forged", Takes.NOTHING, ALWAYS, "The callback is signed with a wrong secret."),
    STALE("stale", Takes.NOTHING, ALWAYS, "The callback is signed rightly, but for a time one hour ago."),
    UNSIGNED("unsigned", Takes.NOTHING, ALWAYS, "The callback carries no signature."),
    OVERSIZED("oversized", Takes.NOTHING, ALWAYS, "The callback's body is 2 MiB long."),
    STRANGER("stranger", Takes.NOTHING, ALWAYS, "The callback names another job's id.");

    private final Ways ways;

    CallbackMark(String word, Takes takes, int usually, String effect) {
        ways = new Ways(word, takes, usually, effect);
    }

    @Override
    public Ways ways() {
        return ways;
    }
}
