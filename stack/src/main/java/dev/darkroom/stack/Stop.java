package dev.darkroom.stack;

/** Ends the door with one sentence for the person at it: what is wrong, and what to do. */
public final class Stop extends RuntimeException {

    public Stop(String sentence) {
        super(sentence);
    }

    public Stop(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
