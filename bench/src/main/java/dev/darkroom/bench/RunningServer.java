package dev.darkroom.bench;

import dev.darkroom.house.House;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code ./run} in a process of its own, on a free port or on a given one. */
final class RunningServer implements AutoCloseable {

    private final Process process;
    private final URI url;

    RunningServer(Path data, Map<String, String> settings) throws IOException {
        this(data, 0, settings);
    }

    RunningServer(Path data, int port, Map<String, String> settings) throws IOException {
        var command = List.of(
                House.ROOT.resolve("run").toString(), "--port", Integer.toString(port), "--data", data.toString());
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(settings);
        process = builder.start();
        var line = process.inputReader().readLine();
        if (line == null || !line.startsWith("Darkroom is ready on ")) {
            process.destroyForcibly();
            throw new IllegalStateException("./run does not start: " + line);
        }
        url = URI.create(line.substring("Darkroom is ready on ".length()));
    }

    URI url() {
        return url;
    }

    long pid() {
        return process.pid();
    }

    /** What the server holds after a collection, in kilobytes. */
    long heap() throws IOException {
        jcmd("GC.run");
        // One line for each generation, such as: DefNew     total 39296K, used 2137K [...
        return jcmd("GC.heap_info")
                .lines()
                .filter(line -> line.matches("\\S+ +total \\d+K, used \\d+K.*"))
                .mapToLong(line -> Long.parseLong(line.replaceFirst(".*used (\\d+)K.*", "$1")))
                .sum();
    }

    private String jcmd(String command) throws IOException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try (var out = new ProcessBuilder(jcmd, Long.toString(process.pid()), command)
                .start()
                .inputReader()) {
            return String.join("\n", out.lines().toList());
        }
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
