package dev.darkroom.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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

    /** The values of the path's variables, decoded; empty when the path is not of this route. */
    Optional<Map<String, String>> match(String rawPath) {
        var wanted = template.split("/", -1);
        var given = rawPath.split("/", -1);
        if (wanted.length != given.length) {
            return Optional.empty();
        }
        var values = new LinkedHashMap<String, String>();
        for (var i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{") && !given[i].isEmpty()) {
                var name = wanted[i].substring(1, wanted[i].length() - 1);
                values.put(name, decoded(given[i]));
            } else if (!wanted[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
