package dev.darkroom.stack;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** A stack as CloudFormation describes it. {@code changed} is when it was last updated, or made. */
public record Stack(
        String id,
        String name,
        String status,
        String reason,
        Map<String, String> parameters,
        Map<String, String> outputs,
        boolean isProtected,
        Instant changed) {

    /** What can be updated. Source: CloudFormation's guide, "Stack status codes". */
    private static final Set<String> STANDING = Set.of(
            "CREATE_COMPLETE",
            "UPDATE_COMPLETE",
            "UPDATE_ROLLBACK_COMPLETE",
            "IMPORT_COMPLETE",
            "IMPORT_ROLLBACK_COMPLETE");

    /** A first deploy that failed: such a stack can only be deleted. */
    private static final Set<String> STILLBORN = Set.of("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED");

    public Stack {
        parameters = Map.copyOf(parameters);
        outputs = Map.copyOf(outputs);
    }

    /** Whether it is a Darkroom: nobody else's template has a setting of this name. */
    boolean isDarkroom() {
        return parameters.containsKey("HiapiBaseUrl");
    }

    boolean stands() {
        return STANDING.contains(status);
    }

    boolean neverStood() {
        return STILLBORN.contains(status);
    }

    /** A change set was made for it and never executed: there is nothing in it. */
    boolean isOnlyProposed() {
        return status.equals("REVIEW_IN_PROGRESS");
    }

    boolean isMoving() {
        return status.endsWith("_IN_PROGRESS") && !isOnlyProposed();
    }

    boolean isGone() {
        return status.equals("DELETE_COMPLETE");
    }

    /** What the stack puts out under this name; throws when it does not. */
    String requireOutput(String key) {
        var value = outputs.get(key);
        if (value == null || value.isBlank()) {
            throw new DeployFailed("The stack " + name + " (" + status + ") puts out no " + key
                    + ": deploy it again, and if that does not help, see its events in CloudFormation's console.");
        }
        return value;
    }
}
