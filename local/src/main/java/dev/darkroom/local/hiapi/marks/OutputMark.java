package dev.darkroom.local.hiapi.marks;

/** What becomes of an output's bytes. With xN the first N URLs are bad: a fresh read after that gives another. */
public enum OutputMark implements Mark {
    EXPIRED("expired", Takes.TIMES, ALWAYS, "The output's URL answers 403 and XML, as an expired one does."),
    GONE("gone", Takes.TIMES, ALWAYS, "The output's URL answers 404."),
    HTML("html", Takes.TIMES, ALWAYS, "The output is an HTML page, answered with 200."),
    EMPTY("empty", Takes.TIMES, ALWAYS, "The output has zero bytes."),
    SHORT("short", Takes.TIMES, ALWAYS, "The output ends before its Content-Length is reached."),
    GARBAGE("garbage", Takes.TIMES, ALWAYS, "The output's first bytes are of no known type."),
    CHUNKED("chunked", Takes.NOTHING, ALWAYS, "The output is sent without a Content-Length."),
    TRICKLE("trickle", Takes.NUMBER, ALWAYS, "The output is sent in ten pieces, over N seconds."),
    BIG("big", Takes.NUMBER, ALWAYS, "The output is N MB long: the picture, and zeros behind it."),
    REDIRECT("redirect", Takes.TEXT, ALWAYS, "The output's URL redirects to this URL, or to the picture.");

    private final Ways ways;

    OutputMark(String word, Takes takes, int usually, String effect) {
        ways = new Ways(word, takes, usually, effect);
    }

    @Override
    public Ways ways() {
        return ways;
    }
}
