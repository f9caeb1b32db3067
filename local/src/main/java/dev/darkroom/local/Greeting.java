package dev.darkroom.local;

import dev.darkroom.catalog.Price;
import dev.darkroom.hiapi.Silence;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What {@code ./run} says to whoever starts it: who makes the pictures, how to change that, and where the log is. */
final class Greeting {

    private Greeting() {}

    static List<String> of(Local local, Arguments arguments) {
        return List.of(
                local.provider().isPresent() ? simulated() : real(local),
                String.format(
                        Locale.ROOT,
                        "Each picture gets a line here; the log is in %s (--log json shows it here).",
                        shown(arguments)));
    }

    private static String simulated() {
        return "The simulated HiAPI draws the pictures, and nothing is paid. For real ones: HIAPI_API_KEY=your-key ./run";
    }

    private static String real(Local local) {
        var settings = local.live().settings();
        return String.format(
                Locale.ROOT,
                "HiAPI at %s makes the pictures, and you pay for them, $%s a day at most (DAILY_BUDGET_USD). Without HIAPI_API_KEY and HIAPI_BASE_URL they are simulated.",
                Silence.address(settings.hiapiBaseUrl()),
                Price.usd(settings.allowance().dailyMicroDollars()));
    }

    /** From where the tree is, if it is below it. */
    private static Path shown(Arguments arguments) {
        var log = arguments.data().resolve("log");
        return log.startsWith(arguments.home()) ? arguments.home().relativize(log) : log;
    }
}
