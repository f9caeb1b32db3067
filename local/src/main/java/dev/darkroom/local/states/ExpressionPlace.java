package dev.darkroom.local.states;

import java.util.List;

/** How much of {@code $states} exists where an expression stands (AWS, "Passing data between states", 2026). */
enum ExpressionPlace {
    INPUT("input", "context"),
    TOKEN("input", "context", "token"),
    RESULT("input", "context", "result"),
    ERROR("input", "context", "errorOutput");

    private final List<String> parts;

    ExpressionPlace(String... parts) {
        this.parts = List.of(parts);
    }

    void check(String path, String part, String detail) {
        if (part == null || !parts.contains(part)) {
            throw new DefinitionRefused(path, "$states" + (part == null ? "" : "." + part) + " does not exist here");
        }
        if (part.equals("context") && "Task".equals(detail) && !parts.contains("token")) {
            throw new DefinitionRefused(path, "$states.context.Task does not exist here");
        }
    }
}
