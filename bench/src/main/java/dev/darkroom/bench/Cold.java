package dev.darkroom.bench;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.house.House;
import dev.darkroom.local.PackagedFunction;
import dev.darkroom.local.PackagedFunction.Start;
import dev.darkroom.local.PackagedSystem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * From the start of a process to its first answer, for every function of the zip, under Lambda's own client; and again
 * by the life cycle of SnapStart, where all up to the snapshot is done beforehand and only what follows is counted.
 */
final class Cold implements Measurement {

    private static final int SAMPLES = Integer.getInteger("bench.samples", 10);
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final int WARM = 101;
    private static final String HELLO = "hello, world";

    /** In the order in which a task meets them, so that each has something to do. */
    private static final List<String> FUNCTIONS = List.of(
            "CreateTask",
            "Submit",
            "Poll",
            "Persist",
            "GetTask",
            "ListTasks",
            "GetQuota",
            "ListModels",
            "NotFound",
            "HiapiCallback",
            "GiveUp",
            "Repair",
            "CreateUpload",
            "DeleteTask");

    /** What does the same when it is called again. */
    private static final Set<String> REPEATABLE =
            Set.of(HELLO, "CreateTask", "GetTask", "ListTasks", "GetQuota", "ListModels", "NotFound");

    static final Map<String, String> AMPLE = Map.of(
            "DAILY_LIMIT", "1000000",
            "DAILY_LIMIT_PER_ADDRESS", "1000000",
            "DAILY_BUDGET_USD", "100000",
            "MONTHLY_BUDGET_USD", "100000");

    private final Map<String, Times> onDemand = new LinkedHashMap<>();
    private final Map<String, Times> restored = new LinkedHashMap<>();
    private final Map<String, Double> warm = new LinkedHashMap<>();
    private final Map<String, Integer> classes = new LinkedHashMap<>();

    @Override
    public Report take(Path folder) throws Exception {
        // What the template names and this list does not would go unmeasured.
        var named = House.functions().keySet().stream()
                .map(id -> id.replaceAll("Function$", ""))
                .toList();
        var functions = Stream.concat(
                        FUNCTIONS.stream().filter(named::contains),
                        named.stream().filter(name -> !FUNCTIONS.contains(name)))
                .toList();
        var hello = hello(folder.resolve("hello"));
        try (var system = new PackagedSystem(folder.resolve("system"), AMPLE)) {
            for (var sample = 0; sample < SAMPLES; sample++) {
                for (var start : Start.values()) {
                    call(HELLO, start, () -> system.event("GetTask"), () -> hello(hello, start));
                    for (var function : functions) {
                        call(system, function, start);
                    }
                }
                System.out.print(".");
                System.out.flush();
            }
        }
        System.out.println();
        return report();
    }

    private interface Starter {
        PackagedFunction start() throws IOException;
    }

    private void call(PackagedSystem system, String function, Start start) throws Exception {
        var answer = call(function, start, () -> system.event(function), () -> system.start(function, start));
        if (function.equals("CreateTask")) {
            system.follow(new ObjectMapper().readTree(answer));
        }
    }

    private interface Events {
        byte[] next() throws IOException;
    }

    private String call(String name, Start start, Events events, Starter starter) throws Exception {
        var event = events.next();
        var began = System.nanoTime();
        try (var function = starter.start()) {
            return switch (start) {
                case ON_DEMAND -> {
                    var answer = answer(name, function, event);
                    onDemand.computeIfAbsent(name, _ -> new Times()).add(System.nanoTime() - began);
                    classes.computeIfAbsent(name, _ -> function.countLoadedClasses());
                    yield answer;
                }
                case SNAP_START -> {
                    function.restore();
                    var after = System.nanoTime();
                    var answer = answer(name, function, event);
                    restored.computeIfAbsent(name, _ -> new Times()).add(System.nanoTime() - after);
                    // The same process goes on: what a call takes once everything has been called often.
                    if (REPEATABLE.contains(name) && !warm.containsKey(name)) {
                        warm.put(name, warm(function, events));
                    }
                    yield answer;
                }
            };
        }
    }

    private static double warm(PackagedFunction function, Events events) throws Exception {
        var times = new Times();
        var end = System.nanoTime() + WARM_UP.toNanos();
        while (System.nanoTime() < end) {
            function.invoke(events.next());
        }
        for (var i = 0; i < WARM; i++) {
            var event = events.next();
            times.measure(() -> function.invoke(event));
        }
        return times.median();
    }

    private static String answer(String name, PackagedFunction function, byte[] event) throws Exception {
        var outcome = function.invoke(event);
        if (outcome.error() || outcome.body().contains("\"statusCode\":5")) {
            throw new IllegalStateException(name + " failed: " + outcome.body() + "\n" + function.readLog());
        }
        return outcome.body();
    }

    private Report report() throws IOException {
        var base = onDemand.get(HELLO).median();
        var report =
                Report.of("function", "on demand", "x hello", "after restore", "x warm", "warm call", "classes loaded");
        onDemand.forEach((name, times) -> report.row(
                name,
                times.text(0.5),
                String.format(Locale.ROOT, "%.2f", times.median() / base),
                restored.get(name).text(0.5),
                warm.containsKey(name)
                        ? String.format(Locale.ROOT, "%.1f", restored.get(name).median() / warm.get(name))
                        : "",
                warm.containsKey(name) ? Times.millis(warm.get(name)) : "",
                classes.get(name).toString()));
        return report.ratio(
                "GetTask cold is %.2f x hello, CreateTask %.2f x; GetTask's first call after the SnapStart hooks takes %s, "
                        + "%.1f x warm. Medians of %d; functions.zip has %,d bytes.",
                onDemand.get("GetTask").median() / base,
                onDemand.get("CreateTask").median() / base,
                restored.get("GetTask").text(0.5),
                restored.get("GetTask").median() / warm.get("GetTask"),
                SAMPLES,
                Files.size(PackagedSystem.ZIP));
    }

    private static PackagedFunction hello(Path folder, Start start) throws IOException {
        return new PackagedFunction(
                folder,
                "Hello",
                Hello.class.getName() + "::handleRequest",
                Map.of("AWS_REGION", "eu-central-1"),
                start);
    }

    /** A zip as a beginner would make it: the class, and the one library that has the event's type. */
    private static Path hello(Path folder) throws IOException, URISyntaxException {
        var name = Hello.class.getName().replace('.', '/') + ".class";
        var target = folder.resolve(name);
        Files.createDirectories(target.getParent());
        try (var bytes = Hello.class.getClassLoader().getResourceAsStream(name)) {
            Files.copy(bytes, target);
        }
        var library = Path.of(APIGatewayV2HTTPEvent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Files.copy(library, Files.createDirectories(folder.resolve("lib")).resolve(library.getFileName()));
        return folder;
    }
}
