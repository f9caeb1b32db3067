package dev.darkroom.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.house.House;
import dev.darkroom.local.Arguments;
import dev.darkroom.local.Caller;
import dev.darkroom.local.Local;
import dev.darkroom.local.RealTimeline;
import dev.darkroom.local.hiapi.SimulatedJob;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What we add to the provider's own time, from its completion of a 1 MB file to {@code success}, in real time; and what
 * an image costs in requests to the provider and in state transitions.
 */
final class Journey implements Measurement {

    private static final String BY_CALLBACK = "one of many [[time=2]] [[big=1]]";
    private static final String BY_POLLING = "one of many [[time=6]] [[big=1]] [[nocallback]]";

    private static final Map<String, String> SETTINGS = Map.of(
            "DAILY_LIMIT", "100000",
            "DAILY_LIMIT_PER_ADDRESS", "100000",
            "DAILY_BUDGET_USD", "100000",
            "MONTHLY_BUDGET_USD", "100000",
            "PROVIDER_REQUESTS_PER_MINUTE", "6000",
            "PROVIDER_CONCURRENT", "100",
            "CALLBACK_WAIT_SECONDS", "20");

    private final Report.Builder report = Report.of(
            "told by", "at once", "images", "added p50", "added p99", "requests an image", "transitions an image");

    @Override
    public Report take(Path folder) throws Exception {
        var arguments = new Arguments(House.ROOT, folder.resolve("data"), 0, false);
        try (var timeline = new RealTimeline();
                // Small pictures, filled up to a megabyte: what the provider's drawing takes is not ours.
                var local = Local.start(
                        arguments,
                        timeline,
                        SETTINGS,
                        options -> options.withPixelsAt1K(64 * 64).withLimits(6000, 200, 0))) {
            var visitor = new Caller(local.url());
            visitor.get("/api/quota");
            batch(local, visitor, BY_CALLBACK, 10);
            var alone = measure(local, visitor, "callback", BY_CALLBACK, 1, 11);
            measure(local, visitor, "callback", BY_CALLBACK, 10, 3);
            var crowd = measure(local, visitor, "callback", BY_CALLBACK, 100, 2);
            // One after the other, these would take minutes for nothing: they wait for the callback first.
            measure(local, visitor, "polling", BY_POLLING, 1, 1);
            measure(local, visitor, "polling", BY_POLLING, 10, 1);
            measure(local, visitor, "polling", BY_POLLING, 100, 1);
            return report.ratio(
                    "By callback we add %s at the median to one image, %.2f of the 200 ms that are the aim; at 100 at once "
                            + "%s at the 99th percentile, %.2f of 500 ms.",
                    alone.text(0.5), alone.at(0.5) / 200, crowd.text(0.99), crowd.at(0.99) / 500);
        }
    }

    private Times measure(Local local, Caller visitor, String toldBy, String prompt, int atOnce, int times)
            throws Exception {
        var added = new Times();
        var requests = local.provider().orElseThrow().requests();
        var before = requests.creates() + requests.reads();
        var transitions = 0;
        for (var i = 0; i < times; i++) {
            for (var done : batch(local, visitor, prompt, atOnce)) {
                added.add(done.added().toNanos());
                transitions += local.states().transitions(done.taskId());
            }
        }
        var images = atOnce * times;
        report.row(
                toldBy,
                Integer.toString(atOnce),
                Integer.toString(images),
                added.text(0.5),
                added.text(0.99),
                String.format(Locale.ROOT, "%.1f", (requests.creates() + requests.reads() - before) / (double) images),
                String.format(Locale.ROOT, "%.1f", transitions / (double) images));
        return added;
    }

    private record Done(String taskId, Duration added) {}

    private static List<Done> batch(Local local, Caller visitor, String prompt, int count) throws Exception {
        var ids = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            var answer = visitor.post("/api/images", String.format(Locale.ROOT, "{\"prompt\":\"%s\"}", prompt));
            if (answer.status() != 202) {
                throw new IllegalStateException("not accepted: " + answer);
            }
            ids.add(answer.json().path("taskId").asText());
        }
        var tasks = new ArrayList<JsonNode>();
        for (var id : ids) {
            tasks.add(finished(visitor, id));
        }
        var jobs = local.provider().orElseThrow().jobs().stream()
                .collect(Collectors.toMap(SimulatedJob::key, Function.identity()));
        return tasks.stream().map(task -> done(task, jobs)).toList();
    }

    private static JsonNode finished(Caller visitor, String id) throws InterruptedException {
        while (true) {
            var task = visitor.get("/api/images/" + id).json();
            if (task.hasNonNull("completedAt")) {
                return task;
            }
            // Rarely: whoever asks takes time from what is measured.
            Thread.sleep(100);
        }
    }

    private static Done done(JsonNode task, Map<String, SimulatedJob> jobs) {
        if (!task.path("status").asText().equals("success")) {
            throw new IllegalStateException("failed: " + task);
        }
        var id = task.path("taskId").asText();
        var completed = Instant.parse(task.path("completedAt").asText());
        return new Done(id, Duration.between(jobs.get(id).endsAt(), completed));
    }
}
