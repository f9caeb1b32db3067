package dev.darkroom.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One route of the HTTP API, answered by one function.
 *
 * @param method such as {@code GET}
 * @param template such as {@code /api/images/{taskId}}; a name in braces stands for exactly one segment
 * @param function the name of the function that answers
 */
public record Route(String method, String template, String function) {

    /** API Gateway's name of it, such as {@code GET /api/models}. */
    public String key() {
        return method + " " + template;
    }

    /** Whether the path is of this route. Nothing is decoded: a path is asked about that no route takes, too. */
    boolean matches(String rawPath) {
        var wanted = segments(template);
        var given = segments(rawPath);
        return wanted.size() == given.size()
                && IntStream.range(0, wanted.size())
                        .allMatch(i -> isVariable(wanted.get(i))
                                ? !given.get(i).isEmpty()
                                : wanted.get(i).equals(given.get(i)));
    }

    /** The values of the variables of a path that {@link #matches}, decoded. */
    Map<String, String> variables(String rawPath) {
        var wanted = segments(template);
        var given = segments(rawPath);
        return IntStream.range(0, wanted.size())
                .filter(i -> isVariable(wanted.get(i)))
                .boxed()
                .collect(Collectors.toMap(
                        i -> wanted.get(i).substring(1, wanted.get(i).length() - 1), i -> decoded(given.get(i))));
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
