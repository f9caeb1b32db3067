package dev.darkroom.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * What a server cannot do by its own fault, as {@code -Dstores.faults} lists it: there a test must fail, with the words that
 * stand beside it. When it does other than that, in either direction, it fails for us.
 */
final class KnownFaults implements InvocationInterceptor {

    /** A line such as {@code rclone | storesIt(1000) | expected: <a> | why}; without the value it is of all. */
    private record Fault(String server, String test, String words, String why) {

        static Fault of(String line) {
            var parts = line.split(" \\| ", 4);
            if (parts.length != 4) {
                throw new IllegalArgumentException("not SERVER | TEST | WORDS | WHY: " + line);
            }
            return new Fault(parts[0].strip(), parts[1].strip(), parts[2].strip(), parts[3].strip());
        }

        boolean isOf(String name, String called) {
            return name.matches(server + "(-https?)?") && (called.equals(test) || called.startsWith(test + "("));
        }
    }

    private static final List<Fault> FAULTS = read();

    private static List<Fault> read() {
        try {
            var file = System.getProperty("stores.faults");
            return file == null
                    ? List.of()
                    : Files.readAllLines(Path.of(file)).stream()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(Fault::of)
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        judge(test, call);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        judge(test, call);
    }

    private static void judge(Invocation<Void> test, ReflectiveInvocationContext<Method> call) throws Throwable {
        var server = call.getTarget().orElseThrow().toString();
        var called = call.getExecutable().getName()
                + call.getArguments().stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
        var fault = FAULTS.stream().filter(known -> known.isOf(server, called)).findFirst();
        var failure = failure(test);
        if (fault.isEmpty() && failure.isPresent()) {
            throw new AssertionError(server + ", " + called + ": " + failure.get(), failure.get());
        }
        if (fault.isPresent()
                && !failure.map(Throwable::toString)
                        .orElse("it passed")
                        .contains(fault.get().words())) {
            throw new AssertionError(server + ", " + called + " does not fail as faults.txt says: " + failure);
        }
    }

    private static Optional<Throwable> failure(Invocation<Void> test) {
        try {
            test.proceed();
            return Optional.empty();
        } catch (Throwable e) {
            return Optional.of(e);
        }
    }
}
