package dev.darkroom.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** {@code ./run} in a process of its own, on one port and one folder, that can be killed. */
final class Child implements AutoCloseable {

    private static final String READY = "Darkroom is ready on ";

    private final Path data;
    private final List<String> flags;
    private Process process;
    private URI url;

    /** @param flags for its JVM, besides those of {@code ./run} */
    Child(Path data, String... flags) {
        this.data = data;
        this.flags = List.of(flags);
    }

    /**
     * Starts it, on the port that it had before.
     *
     * @return done when it can serve; failed when it ends before that
     */
    CompletableFuture<Void> start() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Ddarkroom.home=" + TestSystem.home()));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Darkroom.class.getName()));
        command.addAll(List.of("--data", data.toString(), "--port", url == null ? "0" : "" + url.getPort()));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .putAll(Map.of(
                        "DAILY_LIMIT", "1000",
                        "DAILY_LIMIT_PER_ADDRESS", "1000",
                        "DAILY_BUDGET_USD", "1000",
                        "MONTHLY_BUDGET_USD", "1000",
                        "PROVIDER_REQUESTS_PER_MINUTE", "600",
                        "CALLBACK_WAIT_SECONDS", "10"));
        process = builder.start();
        var ready = new CompletableFuture<Void>();
        var lines = process.inputReader();
        Thread.ofVirtual().start(() -> awaitReady(lines, ready));
        return ready;
    }

    private void awaitReady(BufferedReader lines, CompletableFuture<Void> ready) {
        try (lines) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(READY)) {
                    url = URI.create(line.substring(READY.length()));
                    ready.complete(null);
                }
            }
            ready.completeExceptionally(new IllegalStateException("it ended before it was ready"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return url;
    }

    /** As {@code kill -9} does: nothing of it has a chance to end well. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
