package dev.darkroom.bench;

import dev.darkroom.local.FullTable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many questions after a task {@code ./run} answers, to 32 who ask all the time, and how that grows with the table; and
 * how soon it answers 32 who ask once a second each, which is the most that it tells a client to ask.
 */
final class Status implements Measurement {

    private static final int CONNECTIONS = 32;
    private static final Duration ALL_THE_TIME = Duration.ZERO;
    private static final Duration AS_TOLD = Duration.ofSeconds(1);
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration COUNTED = Duration.ofSeconds(8);
    private static final List<Integer> TASKS = List.of(10, 1_000, 100_000);

    @Override
    public Report take(Path folder) throws Exception {
        var report = Report.of("tasks in the table", "each of 32 asks", "requests a second", "p50", "p99");
        Times few = null;
        Times many = null;
        Times told = null;
        for (var tasks : TASKS) {
            var data = folder.resolve("data-" + tasks);
            var ids = FullTable.fill(data, tasks);
            try (var server = new RunningServer(data, java.util.Map.of())) {
                load(server.url(), ids, ALL_THE_TIME, WARM_UP);
                many = load(server.url(), ids, ALL_THE_TIME, COUNTED);
                told = load(server.url(), ids, AS_TOLD, COUNTED);
            }
            few = few == null ? many : few;
            row(report, tasks, "all the time", many);
            row(report, tasks, "once a second", told);
        }
        return report.ratio(
                "With 100,000 tasks instead of 10, the median answer takes %.2f x as long, and the 99th percentile %.2f x; to "
                        + "those who ask as they are told it is %.2f of the 20 ms that are the aim.",
                many.median() / few.median(), many.at(0.99) / few.at(0.99), told.at(0.99) / 20);
    }

    private static void row(Report.Builder report, int tasks, String asks, Times times) {
        report.row(
                String.format(Locale.ROOT, "%,d", tasks),
                asks,
                String.format(Locale.ROOT, "%,.0f", times.count() / (double) COUNTED.toSeconds()),
                times.text(0.5),
                times.text(0.99));
    }

    /** @param pause of each between an answer and the next question */
    private static Times load(URI server, List<String> ids, Duration pause, Duration duration) throws Exception {
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
                        // So that they do not all ask at the same moment.
                        Thread.sleep(
                                pause.multipliedBy(ThreadLocalRandom.current().nextInt(100))
                                        .dividedBy(100));
                        while (System.nanoTime() < end) {
                            var id = ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
                            var ask = HttpRequest.newBuilder(server.resolve("/api/images/" + id))
                                    .build();
                            var began = System.nanoTime();
                            var answer = http.send(ask, BodyHandlers.ofString());
                            times.add(System.nanoTime() - began);
                            failures.addAndGet(answer.statusCode() == 200 ? 0 : 1);
                            Thread.sleep(pause);
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
