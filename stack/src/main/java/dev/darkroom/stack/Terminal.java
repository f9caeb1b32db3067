package dev.darkroom.stack;

import java.util.Optional;

/** Where the person is. */
public interface Terminal {

    /** Whether somebody can answer: standard input and output are a terminal. */
    boolean interactive();

    /** One line, or nothing at the input's end. */
    Optional<String> ask(String prompt);

    /** One line that is not shown while it is typed; from a pipe it is read as it comes. */
    Optional<String> askUnseen(String prompt);

    void say(String line);

    /** On standard error: it went on all the same. */
    void warn(String line);
}
