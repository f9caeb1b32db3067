package dev.darkroom.local.states;

import java.util.Optional;

/** Names of machines and executions as AWS writes them, in an account that nobody has. */
final class Arns {

    private static final String ACCOUNT = "arn:aws:states:us-east-1:000000000000:";

    /** An execution's ARN, taken apart. */
    record ExecutionArn(String machine, String name) {}

    private Arns() {}

    static String machine(String name) {
        return ACCOUNT + "stateMachine:" + name;
    }

    static String execution(String machine, String name) {
        return ACCOUNT + "execution:" + machine + ":" + name;
    }

    static String role(String machine) {
        return "arn:aws:iam::000000000000:role/" + machine;
    }

    static Optional<ExecutionArn> parseExecution(String arn) {
        var prefix = ACCOUNT + "execution:";
        var parts = arn.startsWith(prefix) ? arn.substring(prefix.length()).split(":", -1) : new String[0];
        return parts.length == 2 ? Optional.of(new ExecutionArn(parts[0], parts[1])) : Optional.empty();
    }

    static boolean isArn(String text) {
        return text.startsWith("arn:") && text.split(":", -1).length >= 6;
    }
}
