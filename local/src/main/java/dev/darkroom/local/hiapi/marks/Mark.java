package dev.darkroom.local.hiapi.marks;

import java.util.List;
import java.util.stream.Stream;

/**
 * A misbehaviour that can be asked for, written {@code [[word]]}, {@code [[wordxN]]} or {@code [[word=value]]} in a
 * prompt. Each kind is a moment in a job's life, and the one place that serves this moment switches over it.
 */
public sealed interface Mark permits CreateMark, JobMark, ReadMark, CallbackMark, OutputMark {

    /** As often as it comes up. */
    int ALWAYS = Integer.MAX_VALUE;

    /** What may stand behind a mark's word. */
    enum Takes {
        NOTHING,
        /** {@code x3}, or nothing: how often. */
        TIMES,
        /** {@code =20}: a whole number. */
        NUMBER,
        /** {@code =text}, or nothing. */
        TEXT
    }

    /**
     * @param word as it is written between the brackets
     * @param takes what may stand behind it
     * @param usually how often it comes up when that is not said
     * @param effect one sentence for people; the control page and the docs show it
     */
    record Ways(String word, Takes takes, int usually, String effect) {}

    Ways ways();

    /** All marks there are, in the order of a job's life. */
    static List<Mark> all() {
        return Stream.<Mark[]>of(
                        CreateMark.values(),
                        JobMark.values(),
                        ReadMark.values(),
                        CallbackMark.values(),
                        OutputMark.values())
                .flatMap(Stream::of)
                .toList();
    }

    /** How it may be written, such as {@code [[429xN]]}. */
    default String usage() {
        var word = ways().word();
        return switch (ways().takes()) {
            case NOTHING -> "[[" + word + "]]";
            case TIMES -> "[[" + word + "]], [[" + word + "xN]]";
            case NUMBER -> "[[" + word + "=N]]";
            case TEXT -> "[[" + word + "]], [[" + word + "=text]]";
        };
    }
}
