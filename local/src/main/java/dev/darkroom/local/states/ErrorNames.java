package dev.darkroom.local.states;

import java.util.List;
import java.util.Set;

/**
 * The {@code ErrorEquals} of a retrier or a catcher. Names are compared exactly: there is no inheritance. What the
 * wildcards cover is AWS's "Handling errors in Step Functions workflows", 2026.
 *
 * @param names at least one
 */
record ErrorNames(List<String> names) {

    static final String ALL = "States.ALL";
    static final String TASK_FAILED = "States.TaskFailed";
    static final String TIMEOUT = "States.Timeout";
    static final String QUERY = "States.QueryEvaluationError";
    static final String DATA_LIMIT = "States.DataLimitExceeded";
    static final String RUNTIME = "States.Runtime";
    static final String NO_CHOICE = "States.NoChoiceMatched";

    /** The reserved names that a definition may use here; any other name with this prefix is a slip of the pen. */
    static final Set<String> RESERVED = Set.of(ALL, TASK_FAILED, TIMEOUT, QUERY, DATA_LIMIT);

    ErrorNames {
        names = List.copyOf(names);
    }

    boolean match(String error) {
        return switch (error) {
            case RUNTIME -> false;
            case DATA_LIMIT -> names.contains(DATA_LIMIT);
            case TIMEOUT -> names.contains(TIMEOUT) || names.contains(ALL);
            default -> names.contains(error) || names.contains(TASK_FAILED) || names.contains(ALL);
        };
    }
}
