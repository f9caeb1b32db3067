package dev.darkroom.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One function of the zip, in a process of its own under AWS's own Java runtime interface client. */
public final class PackagedFunction implements AutoCloseable {

    /** A start takes about a second. */
    private static final Duration STILL = Duration.ofSeconds(60);

    private static final Duration A_WHILE = Duration.ofMillis(200);

    private final RuntimeApi api = new RuntimeApi();
    private final Process process;
    private final Path log;

    /** How Lambda brings a function up. */
    public enum Start {
        /** A new process, whose just-in-time compiler stops at its first level. */
        ON_DEMAND,
        /** A process that waits, once it is ready, to go on as from a snapshot; with the JVM's own compilers. */
        SNAP_START
    }

    /** One that is started on demand. */
    PackagedFunction(Path unzipped, String name, String handler, Map<String, String> environment) throws IOException {
        this(unzipped, name, handler, environment, Start.ON_DEMAND);
    }

    /**
     * @param unzipped the folder that the zip was unpacked to: classes at its root, jars in lib/
     * @param environment the function's own, without what Lambda itself sets
     * @param flags for the JVM, besides Lambda's own
     */
    public PackagedFunction(
            Path unzipped, String name, String handler, Map<String, String> environment, Start start, String... flags)
            throws IOException {
        log = unzipped.resolveSibling(name + ".log");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // As Lambda starts it, save for places on disk. Source: command lines seen in its sandbox, and AWS's guide,
        // Java
        // runtimes, 2026.
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "-Djava.net.preferIPv4Stack=true",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac"));
        if (start == Start.ON_DEMAND) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of(flags));
        command.addAll(
                List.of("-cp", runtime(), "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", handler));
        // The client takes the working directory for the function's code.
        var builder = new ProcessBuilder(command)
                .directory(unzipped.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(lambda(name, handler));
        if (start == Start.SNAP_START) {
            builder.environment().put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        }
        process = builder.start();
    }

    private Map<String, String> lambda(String name, String handler) {
        return Map.of(
                "AWS_LAMBDA_RUNTIME_API",
                api.address(),
                "AWS_LAMBDA_FUNCTION_NAME",
                name,
                "AWS_LAMBDA_FUNCTION_VERSION",
                "1",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                "1024",
                "AWS_LAMBDA_LOG_FORMAT",
                "JSON",
                "AWS_LAMBDA_LOG_GROUP_NAME",
                name,
                "AWS_LAMBDA_LOG_STREAM_NAME",
                "sample",
                "_HANDLER",
                handler);
    }

    /** Waits until all is done that comes before the snapshot, and goes on as after a restore from it. */
    public void restore() throws InterruptedException, IOException {
        for (var patience = patience(); !api.awaitReady(A_WHILE); ) {
            complainAfter(patience);
        }
        api.restore();
    }

    /** @throws IllegalStateException when no outcome comes, with what the process wrote */
    public RuntimeApi.Outcome invoke(byte[] event) throws InterruptedException, IOException {
        api.send(event);
        for (var patience = patience(); ; complainAfter(patience)) {
            var outcome = api.awaitOutcome(A_WHILE);
            if (outcome != null) {
                return outcome;
            }
        }
    }

    private StallTimeout patience() {
        return new StallTimeout(STILL, () -> StallTimeout.workOf(process.toHandle()));
    }

    private void complainAfter(StallTimeout patience) throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the runtime ended with " + process.exitValue() + ":\n" + readLog());
        }
        if (patience.isOver()) {
            throw new IllegalStateException(
                    String.format(Locale.ROOT, "nothing has moved for %d seconds:%n%s", STILL.toSeconds(), readLog()));
        }
    }

    /** What the function and its runtime wrote: in Lambda, the log. */
    public String readLog() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** How many classes its JVM has loaded so far, those of the JDK's own archive included. */
    public int countLoadedClasses() {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try (var counters = new ProcessBuilder(jcmd, Long.toString(process.pid()), "PerfCounter.print")
                .start()
                .inputReader()) {
            return counters.lines()
                    .filter(line -> line.matches("java\\.cls\\.(sharedL|l)oadedClasses=.*"))
                    .mapToInt(line -> Integer.parseInt(line.replaceFirst(".*=", "")))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The client and what it needs, and nothing of ours: the function brings its own classes. */
    private static String runtime() {
        return List.of(
                        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                        Context.class.getName(),
                        PojoSerializer.class.getName(),
                        "software.amazon.awssdk.utilslite.SdkInternalThreadLocal")
                .stream()
                .map(PackagedFunction::jarOf)
                .distinct()
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static String jarOf(String name) {
        try {
            // Not initialised: the client's main class changes the whole JVM's security settings when it is.
            var type = Class.forName(name, false, PackagedFunction.class.getClassLoader());
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (ReflectiveOperationException | URISyntaxException e) {
            throw new IllegalStateException(name, e);
        }
    }

    @Override
    public void close() {
        // It only waits for its next event: there is nothing to end in order.
        process.destroyForcibly().onExit().join();
        api.close();
    }
}
