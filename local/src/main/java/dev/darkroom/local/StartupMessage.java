package dev.darkroom.local;

import dev.darkroom.catalog.Price;
import dev.darkroom.hiapi.UnreachableReason;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** What {@code ./run} says to whoever starts it: who makes the pictures, how to change that, and where the log is. */
final class StartupMessage {

    private StartupMessage() {}

    static List<String> of(Local local, Arguments arguments) {
        var simulated = local.provider().isPresent();
        return Stream.of(
                        simulated ? simulated() : real(local),
                        arguments.sam() ? open(arguments, simulated) : null,
                        String.format(
                                Locale.ROOT,
                                "One line per picture is printed here; the full log is in %s (--log json prints it here).",
                                shown(arguments, "log")))
                .filter(Objects::nonNull)
                .toList();
    }

    private static String open(Arguments arguments, boolean simulated) {
        return String.format(
                Locale.ROOT,
                "For sam local: --env-vars %s. Until this ends, every container on Docker's default network can read and change all tasks and start any%s.",
                shown(arguments, SamSettings.FILE),
                simulated ? "" : ", which you pay for, whatever the limits");
    }

    private static String simulated() {
        return "The simulated HiAPI draws the pictures; HiAPI is paid nothing. For real ones: HIAPI_API_KEY=your-key ./run";
    }

    private static String real(Local local) {
        var settings = local.live().settings();
        return String.format(
                Locale.ROOT,
                "HiAPI at %s makes the pictures. This costs money: at most $%s a day by the prices in docs/models.md (DAILY_BUDGET_USD). Without HIAPI_API_KEY and HIAPI_BASE_URL they are simulated.",
                UnreachableReason.address(settings.hiapiBaseUrl()),
                Price.usd(settings.allowance().dailyMicroDollars()));
    }

    /** From where the tree is, if it is below it. */
    private static Path shown(Arguments arguments, String name) {
        var path = arguments.data().resolve(name);
        return path.startsWith(arguments.home()) ? arguments.home().relativize(path) : path;
    }
}
