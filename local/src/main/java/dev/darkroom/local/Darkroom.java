package dev.darkroom.local;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;

/** {@code ./run}: starts everything, says when it can serve, and serves until it is stopped. */
public final class Darkroom {

    private static final Logger LOG = System.getLogger(Darkroom.class.getName());

    private Darkroom() {}

    /** @param arguments see {@link Arguments#HELP} */
    public static void main(String[] arguments) throws InterruptedException {
        var asked = List.of(arguments);
        if (asked.contains("--help")) {
            System.out.print(Arguments.HELP);
            return;
        }
        Logging.quieten();
        try {
            start(Arguments.parse(asked, Path.of(System.getProperty("darkroom.home", "."))));
        } catch (CannotStart e) {
            System.err.println(e.getMessage());
            System.exit(e.exitCode());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Darkroom cannot start", e);
            System.exit(1);
        }
        Thread.currentThread().join();
    }

    private static void start(Arguments arguments) {
        var timeline = new RealTimeline();
        var local = Local.start(arguments, timeline, System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            local.close();
            timeline.close();
        }));
        System.out.println("Darkroom is ready on " + local.url());
    }
}
