package dev.darkroom.bench;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code bench/run NAME...}: takes the measurements of these names, one after the other. */
public final class Bench {

    /** Not among all: they attack rather than measure, and take as long as one gives them. */
    private static final Map<String, Measurement> BY_NAME_ONLY = Map.of("chaos", new Chaos(), "fuzz", new Fuzzing());

    /** Short, so that all together take about 25 minutes; the order is that of docs/performance.md. */
    private static final Map<String, Measurement> ALL = new LinkedHashMap<>();

    static {
        ALL.put("start", new Start());
        ALL.put("cold", new Cold());
        ALL.put("warm", new Warm());
        ALL.put("persist", new Persisting());
        ALL.put("journey", new Journey());
        ALL.put("status", new Status());
        ALL.put("machine", new Machine());
        ALL.put("page", new Browsing());
    }

    private Bench() {}

    public static void main(String[] names) throws Exception {
        var wanted = Arrays.equals(names, new String[] {"all"}) ? ALL.keySet() : Arrays.asList(names);
        for (var name : wanted) {
            if (!ALL.containsKey(name) && !BY_NAME_ONLY.containsKey(name)) {
                System.err.println("There is no measurement \"" + name + "\"; there are " + ALL.keySet()
                        + ", which are all," + " and " + BY_NAME_ONLY.keySet() + ".");
                System.exit(2);
            }
        }
        for (var name : wanted) {
            take(name);
        }
        // Threads of the parts may linger.
        System.exit(0);
    }

    private static void take(String name) throws Exception {
        var folder = Files.createTempDirectory("darkroom-bench");
        try {
            System.out.println("== " + name);
            var report = ALL.getOrDefault(name, BY_NAME_ONLY.get(name)).take(folder);
            System.out.println(report.text());
            Results.write(name, report);
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
