package dev.darkroom.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How fast an output gets into the store, against a plain copy of the same bytes, and with how much heap. */
final class Persisting implements Measurement {

    private static final List<Integer> MEGABYTES = List.of(1, 25, 200);
    private static final List<String> HEAPS = List.of("-Xmx512m", "-Xmx64m");

    @Override
    public Report take(Path folder) throws Exception {
        var report = Report.of("file", "heap", "guarded copy", "plain copy", "of plain", "most heap used");
        var least = Double.MAX_VALUE;
        for (var heap : HEAPS) {
            for (var size : MEGABYTES) {
                // rate of the guarded copy, rate of the plain one, most heap: see Copying
                var said = copying(heap, size);
                var share = Double.parseDouble(said.get(0)) / Double.parseDouble(said.get(1));
                least = heap.equals("-Xmx64m") ? Math.min(least, share) : least;
                report.row(
                        size + " MB",
                        heap,
                        said.get(0) + " MB/s",
                        said.get(1) + " MB/s",
                        String.format(Locale.ROOT, "%.2f", share),
                        said.get(2) + " MB");
            }
        }
        return report.ratio(
                "With 64 MB of heap, at the worst size, a guarded copy has %.2f of the plain copy's speed.", least);
    }

    private static List<String> copying(String heap, int megabytes) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Copying.class.getName(),
                Integer.toString(megabytes)));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = process.inputReader()) {
            var said = lines.lines().toList();
            if (process.waitFor() != 0 || said.isEmpty()) {
                throw new IllegalStateException(megabytes + " MB with " + heap + " failed: " + said);
            }
            return List.of(said.getLast().split(" "));
        }
    }
}
