package dev.darkroom.local.states;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where an expression stands, which tells what it may name (AWS, "Passing data between states", 2026). */
enum ExpressionPlace {
    INPUT("input"),
    TOKEN("input", "context.Task.Token"),
    RESULT("input", "result"),
    ERROR("input", "errorOutput");

    private static final Pattern QUIET =
            Pattern.compile("/\\*.*?\\*/|'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("\\$([A-Za-z_]\\w*)((?:\\.\\w+)*)");

    /** Of JSONata's functions, those that our definitions call. */
    private static final Set<String> FUNCTIONS = Set.of("exists", "max", "min", "number", "sum");

    /** Of the context object, what our definitions read wherever they stand. */
    private static final List<String> CONTEXT = List.of("context.Execution.Input", "context.State.RetryCount");

    private final List<String> parts;

    ExpressionPlace(String... parts) {
        this.parts = List.of(parts);
    }

    /** @throws DefinitionRefused when the expression names what is not there, or what is not supported */
    void check(String expression, String path) {
        for (var name = NAME.matcher(QUIET.matcher(expression).replaceAll(" '' ")); name.find(); ) {
            if (!(name.group(1).equals("states") ? has(name.group(2)) : FUNCTIONS.contains(name.group(1)))) {
                throw new DefinitionRefused(path, name.group() + " is not supported here");
            }
        }
    }

    private boolean has(String steps) {
        return Stream.concat(parts.stream(), CONTEXT.stream())
                .anyMatch(part -> (steps + ".").startsWith("." + part + "."));
    }
}
