package dev.darkroom.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.zip.ZipFile;

/** {@code ./invoke}: one packaged function, one event, AWS's own runtime client, and a Darkroom for it to work on. */
public final class Invoke {

    private Invoke() {}

    /** @param arguments the root of the source tree, the function's name, the event's file */
    public static void main(String[] arguments) {
        Logging.quieten();
        try {
            var outcome = invoke(Path.of(arguments[0]), arguments[1], Path.of(arguments[2]));
            System.out.println(outcome.body());
            System.exit(outcome.error() ? 1 : 0);
        } catch (CannotStart e) {
            System.err.println(e.getMessage());
            System.exit(e.exitCode());
        } catch (Exception | Error e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static RuntimeApi.Outcome invoke(Path home, String function, Path event) throws Exception {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw CannotStart.because("AWS's runtime client runs on Linux only: use sam local invoke here.");
        }
        if (!Files.isRegularFile(event)) {
            throw CannotStart.usage(
                    String.format(Locale.ROOT, "There is no file %s: the events are in events/.", event));
        }
        try (var folder = TemporaryFolder.make("darkroom-invoke")) {
            return runInFixture(home, folder.path(), function.replaceFirst("Function$", ""), Files.readString(event));
        }
    }

    private static RuntimeApi.Outcome runInFixture(Path home, Path folder, String function, String event)
            throws Exception {
        // Signatures for the store are checked by the wall clock.
        var timeline = new ManualTimeline(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        var arguments = new Arguments(home, folder.resolve("data"), 0, true);
        try (var local = Local.start(arguments, timeline, Map.of(), UnaryOperator.identity())) {
            var fixture = new Fixture(local, timeline);
            var handler = handler(function, fixture.functions());
            var payload = function.equals("PublishSite")
                    ? SampleSite.createIn(local.clients()).putInto(event)
                    : fixture.setFor(function, home).putInto(event);
            var settings = new HashMap<>(fixture.settings());
            settings.putAll(SampleSite.settings(home));
            var unzipped = unzip(home.resolve("functions/target/functions.zip"), folder.resolve("task"));
            try (var packaged = new PackagedFunction(unzipped, function, handler, settings)) {
                var outcome = packaged.invoke(payload);
                System.err.print(packaged.readLog());
                return outcome;
            }
        }
    }

    private static String handler(String function, Set<String> functions) {
        if (!functions.contains(function)) {
            throw CannotStart.usage(String.format(
                    Locale.ROOT,
                    "There is no function called %s: there are %s.",
                    function,
                    String.join(", ", new TreeSet<>(functions))));
        }
        for (var room : List.of("api", "steps", "site")) {
            var type = "dev.darkroom." + room + "." + function;
            if (Invoke.class.getResource("/" + type.replace('.', '/') + ".class") != null) {
                return type + "::handleRequest";
            }
        }
        throw new IllegalStateException(function + " is in no room");
    }

    /** @return the folder: classes at its root, jars in lib/, as Lambda unpacks it */
    static Path unzip(Path zip, Path folder) throws IOException {
        try (var file = new ZipFile(zip.toFile())) {
            for (var entry : file.stream().filter(entry -> !entry.isDirectory()).toList()) {
                var target = folder.resolve(entry.getName());
                Files.createDirectories(target.getParent());
                try (var content = file.getInputStream(entry)) {
                    Files.copy(content, target);
                }
            }
        }
        return folder;
    }
}
