package dev.darkroom.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One function of the zip, in a process of its own under AWS's own Java runtime interface client. */
final class PackagedFunction implements AutoCloseable {

    /** A start takes about a second; this is for a machine that is busy with everything else. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RuntimeApi api = new RuntimeApi();
    private final Process process;
    private final Path log;

    /**
     * @param unzipped the folder that the zip was unpacked to: classes at its root, jars in lib/
     * @param environment the function's own, without what Lambda itself sets
     */
    PackagedFunction(Path unzipped, String name, String handler, Map<String, String> environment) throws IOException {
        log = unzipped.resolveSibling(name + ".log");
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As Lambda starts it, save for the client's place on disk. Source: AWS's guide, Java runtimes, 2026.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                runtime(),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                handler);
        // The client takes the working directory for the function's code.
        var builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(unzipped.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(lambda(name, handler));
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

    /** @throws IllegalStateException when no outcome comes, with what the process wrote */
    RuntimeApi.Outcome invoke(byte[] event) throws InterruptedException, IOException {
        api.send(event);
        for (var waited = Duration.ZERO; waited.compareTo(PATIENCE) < 0; waited = waited.plusMillis(200)) {
            var outcome = api.outcome(Duration.ofMillis(200));
            if (outcome != null) {
                return outcome;
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("the runtime ended with " + process.exitValue() + ":\n" + written());
            }
        }
        throw new IllegalStateException("no outcome after " + PATIENCE + ":\n" + written());
    }

    /** What the function and its runtime wrote: in Lambda, the log. */
    String written() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
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
