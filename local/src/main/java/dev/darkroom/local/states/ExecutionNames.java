package dev.darkroom.local.states;

import java.util.regex.Pattern;

/** What a machine or an execution may be called. */
final class ExecutionNames {

    /** Of the names that AWS takes (StartExecution, 2026), those that are ASCII: they go into file names. */
    private static final Pattern NAME = Pattern.compile("[\\p{Alnum}\\-_.!'()+=@]{1,80}");

    private ExecutionNames() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
