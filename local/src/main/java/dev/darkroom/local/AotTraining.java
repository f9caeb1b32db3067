package dev.darkroom.local;

import dev.darkroom.local.hiapi.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One image from end to end, then the end: {@code ./run} has the JVM watch it once after a build and keep what it has
 * loaded and linked, so that every later start finds that ready (JEP 514).
 */
public final class AotTraining {

    private static final int LOOKS = 200;

    private AotTraining() {}

    /** Takes nothing from the environment: nothing real is asked for anything. */
    public static void main(String[] arguments) {
        Logging.quieten();
        // Threads of the parts may linger, whatever comes of it.
        try {
            train(Path.of(arguments[0]));
            System.exit(0);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void train(Path data) throws IOException, InterruptedException {
        var home = Path.of(System.getProperty("darkroom.home", "."));
        Files.createDirectories(data);
        try (var timeline = new RealTimeline();
                var local = Local.start(new Arguments(home, data, 0, true), timeline, Map.of(), AotTraining::quick);
                var http = HttpClient.newHttpClient()) {
            for (var path : List.of("/", "/api/models", "/api/quota", "/api/images", "/api/nothing")) {
                http.send(get(local.url(), path), BodyHandlers.ofString());
            }
            http.send(get(local.url(), make(http, local.url())), BodyHandlers.ofByteArray());
        }
    }

    private static SimulatorOptions quick(SimulatorOptions options) {
        return options.withPace(0).withPixelsAt1K(128 * 128);
    }

    /** @return the path of the finished file, or of its task when it does not finish in time: this is no test */
    private static String make(HttpClient http, URI base) throws IOException, InterruptedException {
        var create = HttpRequest.newBuilder(base.resolve("/api/images"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"prompt\":\"training\"}"))
                .build();
        var answer = http.send(create, BodyHandlers.ofString());
        var task = answer.headers().firstValue("Location").orElse("/");
        for (var look = 0; look < LOOKS; look++) {
            var body = http.send(get(base, task), BodyHandlers.ofString()).body();
            if (body.contains("/generations/")) {
                return body.replaceFirst("(?s).*?(/generations/[^\"]+)\".*", "$1");
            }
            Thread.sleep(50);
        }
        return task;
    }

    private static HttpRequest get(URI base, String path) {
        return HttpRequest.newBuilder(base.resolve(path)).build();
    }
}
