package dev.darkroom.local;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * {@code ./run}: starts everything, says when it can serve, and serves until it is stopped. The ready line is all of the
 * standard output, for programs; what it tells a person, and the log, go to the standard error.
 */
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
        var logging = Logging.takeOver(System.err);
        try {
            start(Arguments.parse(asked, Path.of(System.getProperty("darkroom.home", "."))), logging);
        } catch (CannotStart e) {
            logging.giveUp(LogSummary.ofTrouble(ZoneId.systemDefault()));
            System.err.println(e.getMessage());
            System.exit(e.exitCode());
        } catch (RuntimeException | Error e) {
            // An error too: threads of what has started would keep the process alive.
            logging.giveUp(LogSummary.ofTrouble(ZoneId.systemDefault()));
            System.err.println("Darkroom cannot start:");
            e.printStackTrace();
            System.exit(1);
        }
        Thread.currentThread().join();
    }

    private static void start(Arguments arguments, Logging logging) {
        var timeline = new RealTimeline();
        var local = Local.start(arguments, timeline, System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            local.close();
            timeline.close();
        }));
        var log = arguments.data().resolve("log");
        if (arguments.json()) {
            logging.open(log, Optional.empty());
        } else {
            StartupMessage.of(local, arguments).forEach(System.err::println);
            logging.open(log, Optional.of(logSummary(local)));
        }
        System.out.println("Darkroom is ready on " + local.url());
        if (local.provider().isEmpty()) {
            // Not before: a way that leads nowhere takes seconds to be told from a slow one.
            StartupCheck.check(local.live().settings().hiapiBaseUrl())
                    .ifPresent(trouble -> LOG.log(Level.WARNING, trouble));
        }
        StartupCheck.check(local.live().uploads()).ifPresent(trouble -> LOG.log(Level.WARNING, trouble));
    }

    private static LogSummary logSummary(Local local) {
        var live = local.live();
        return new LogSummary(
                ZoneId.systemDefault(), local.provider().isPresent(), live.mediaBase(), live.tasks()::find);
    }
}
