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

    /** The reserved names that our definitions use; any other with this prefix is refused. */
    static final Set<String> RESERVED = Set.of(ALL, TASK_FAILED, TIMEOUT);

    ErrorNames {
        names = List.copyOf(names);
    }

    boolean match(String error) {
        return switch (error) {
            case RUNTIME, DATA_LIMIT -> false;
            case TIMEOUT -> names.contains(TIMEOUT) || names.contains(ALL);
            default -> names.contains(error) || names.contains(TASK_FAILED) || names.contains(ALL);
        };
    }
}
