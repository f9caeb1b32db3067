package dev.darkroom.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The routes of the HTTP API, in the one table: the template, the OpenAPI document and the events are held against it. */
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
    public record Match(Route route, Map<String, String> pathParameters) {}

    private Routes() {}

    public static Optional<Match> find(String method, String rawPath) {
        return ALL.stream()
                .filter(route -> route.method().equals(method) && route.matches(rawPath))
                .findFirst()
                .map(route -> new Match(route, route.variables(rawPath)));
    }

    /** The methods that this path answers, such as {@code DELETE, GET, HEAD}; empty for a path that is not known. */
    static String allowed(String rawPath) {
        return ALL.stream()
                .filter(route -> route.matches(rawPath))
                .map(Route::method)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
