package dev.darkroom.local.front;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The routes of the HTTP API: the local twin of those in {@code template.yaml}, and held against them by a test. */
public final class Routes {

    /** All of them. */
    public static final List<Route> ALL = List.of(
            new Route("POST", "/api/images", "CreateTask"),
            new Route("GET", "/api/images", "ListTasks"),
            new Route("HEAD", "/api/images", "ListTasks"),
            new Route("GET", "/api/images/{taskId}", "GetTask"),
            new Route("HEAD", "/api/images/{taskId}", "GetTask"),
            new Route("DELETE", "/api/images/{taskId}", "DeleteTask"),
            new Route("GET", "/api/models", "ListModels"),
            new Route("HEAD", "/api/models", "ListModels"),
            new Route("GET", "/api/quota", "GetQuota"),
            new Route("HEAD", "/api/quota", "GetQuota"),
            new Route("POST", "/api/uploads", "CreateUpload"),
            new Route("POST", "/api/callbacks/hiapi/{taskId}", "HiapiCallback"));

    /** The function behind the gateway's {@code $default} route: it refuses what no other route takes. */
    public static final String DEFAULT_FUNCTION = "NotFound";

    /** A request's route, and the values of its path's variables. */
    record Match(Route route, Map<String, String> pathParameters) {}

    private final List<Route> wired;

    /** @param exists which functions there are: a route whose function is not there yet does not exist either */
    Routes(Predicate<String> exists) {
        wired = ALL.stream().filter(route -> exists.test(route.function())).toList();
    }

    Optional<Match> find(String method, String rawPath) {
        return wired.stream()
                .filter(route -> route.method().equals(method))
                .flatMap(route -> route.match(rawPath).map(values -> new Match(route, values)).stream())
                .findFirst();
    }

    /** The methods that this path answers, such as {@code DELETE, GET}; empty for a path that is not known. */
    String allowed(String rawPath) {
        return wired.stream()
                .filter(route -> route.match(rawPath).isPresent())
                .map(Route::method)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
