package dev.darkroom.bench;

import dev.darkroom.local.FullTable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** How many questions after a task {@code ./run} answers, to 32 who ask all the time, and how that grows with the table. */
final class Status implements Measurement {

    private static final int CONNECTIONS = 32;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration COUNTED = Duration.ofSeconds(8);
    private static final List<Integer> TASKS = List.of(10, 1_000, 100_000);

    @Override
    public Report take(Path folder) throws Exception {
        var report = Report.of("tasks in the table", "requests a second", "p50", "p99");
        Times few = null;
        Times many = null;
        for (var tasks : TASKS) {
            var data = folder.resolve("data-" + tasks);
            var ids = FullTable.fill(data, tasks);
            try (var server = new RunningServer(data, java.util.Map.of())) {
                load(server.url(), ids, WARM_UP);
                many = load(server.url(), ids, COUNTED);
            }
            few = few == null ? many : few;
            report.row(
                    "%,d".formatted(tasks),
                    "%,.0f".formatted(many.count() / (double) COUNTED.toSeconds()),
                    many.text(0.5),
                    many.text(0.99));
        }
        return report.ratio(
                "With 100,000 tasks instead of 10, the median answer takes %.2f x as long, and the 99th percentile %.2f x.",
                many.median() / few.median(), many.at(0.99) / few.at(0.99));
    }

    private static Times load(URI server, List<String> ids, Duration duration) throws Exception {
        var times = new Times();
        var failures = new AtomicInteger();
        var end = System.nanoTime() + duration.toNanos();
        try (var askers = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (var i = 0; i < CONNECTIONS; i++) {
                askers.submit(() -> {
                    // A client of its own keeps a connection of its own.
                    try (var http = HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .build()) {
                        while (System.nanoTime() < end) {
                            var id = ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
                            var ask = HttpRequest.newBuilder(server.resolve("/api/images/" + id))
                                    .build();
                            var began = System.nanoTime();
                            var answer = http.send(ask, BodyHandlers.ofString());
                            times.add(System.nanoTime() - began);
                            failures.addAndGet(answer.statusCode() == 200 ? 0 : 1);
                        }
                        return null;
                    }
                });
            }
        }
        if (failures.get() > 0 || times.count() == 0) {
            throw new IllegalStateException(failures + " of " + times.count() + " were not answered");
        }
        return times;
    }
}
