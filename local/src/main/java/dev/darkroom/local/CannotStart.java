package dev.darkroom.local;

/** Why Darkroom cannot start: one plain sentence for the person at the terminal, and the exit code. */
public final class CannotStart extends RuntimeException {

    private final int exitCode;

    private CannotStart(String sentence, int exitCode, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    /** Something on this machine is in the way: exit code 1. */
    public static CannotStart because(String sentence) {
        return new CannotStart(sentence, 1, null);
    }

    /** The same, with what lies under it. */
    public static CannotStart because(String sentence, Throwable cause) {
        return new CannotStart(sentence, 1, cause);
    }

    /** The command line is wrong: exit code 2. */
    public static CannotStart usage(String sentence) {
        return new CannotStart(sentence, 2, null);
    }

    /** What the process ends with. */
    public int exitCode() {
        return exitCode;
    }
}
