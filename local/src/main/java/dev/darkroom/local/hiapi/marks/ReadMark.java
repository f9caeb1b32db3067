package dev.darkroom.local.hiapi.marks;

/** What becomes of a read of the job. */
public enum ReadMark implements Mark {
    VANISH("vanish", Takes.TIMES, ALWAYS, "The first N reads (all, without xN) say 404."),
    GARBLED("garbled", Takes.TIMES, ALWAYS, "The first N reads (all, without xN) are answered with 200 and HTML."),
    TOO_MANY("429reads", Takes.TIMES, ALWAYS, "The first N reads (all, without xN) are refused with 429."),
    SLOW("slowreads", Takes.NUMBER, ALWAYS, "Each read is answered N seconds late.");

    private final Ways ways;

    ReadMark(String word, Takes takes, int usually, String effect) {
        ways = new Ways(word, takes, usually, effect);
    }

    @Override
    public Ways ways() {
        return ways;
    }
}
