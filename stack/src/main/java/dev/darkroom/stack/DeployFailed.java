package dev.darkroom.stack;

/** Ends ./deploy with one sentence for the person who ran it: what is wrong, and what to do. */
public final class DeployFailed extends RuntimeException {

    public DeployFailed(String sentence) {
        super(sentence);
    }

    public DeployFailed(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
