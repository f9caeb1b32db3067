package dev.darkroom.bench;

import dev.darkroom.house.House;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;

/** From the start of {@code ./run} to its ready line, and the memory that it holds then. */
final class Start implements Measurement {

    private static final int SAMPLES = 5;
    private static final double AIM_MILLIS = 5000;

    @Override
    public Report take(Path folder) throws Exception {
        // Builds what has changed.
        new ProcessBuilder(House.ROOT.resolve("run").toString(), "--help")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        var times = new Times();
        var resident = new ArrayList<Long>();
        for (var i = 0; i < SAMPLES; i++) {
            var began = System.nanoTime();
            try (var server = new RunningServer(folder.resolve("data"), Map.of())) {
                times.add(System.nanoTime() - began);
                resident.add(residentKilobytes(server.pid()));
            }
        }
        var megabytes = resident.stream().sorted().toList().get(SAMPLES / 2) / 1024;
        return Report.of("./run", "median", "worst")
                .row("to the ready line", times.text(0.5), times.text(1))
                .row("resident then", megabytes + " MB", "")
                .ratio("The start takes %.2f of the 5 s that it may take.", times.median() / AIM_MILLIS);
    }

    private static long residentKilobytes(long pid) throws IOException {
        var status = Path.of("/proc/" + pid + "/status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .map(line -> line.replaceAll("\\D", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElse(0)
                : 0;
    }
}
