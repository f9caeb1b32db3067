package dev.darkroom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What the functions and their libraries log, as lines of JSON with the names that Lambda's own lines have. Lambda makes
 * JSON only of what comes through its own logger; anything else it takes as it is (its guide, Log and monitor Java
 * functions, 2026).
 */
public final class JsonLogFormatter extends Formatter {

    /** Enough to see where it came from; a line of a log may hold 256 KiB. */
    private static final int FRAMES = 30;

    private static final Map<Level, String> LEVELS =
            Map.of(Level.SEVERE, "ERROR", Level.WARNING, "WARN", Level.INFO, "INFO", Level.CONFIG, "DEBUG");

    private final JsonMapper json = new JsonMapper();

    /** From now on everything that is logged in this process is written so. */
    static void install() {
        LogManager.getLogManager().reset();
        var lines = new ConsoleHandler();
        lines.setFormatter(new JsonLogFormatter());
        Logger.getLogger("").addHandler(lines);
        Logger.getLogger("").setLevel(Level.WARNING);
        // Kept, or the level would go with the logger.
        OURS.setLevel(Level.INFO);
    }

    private static final Logger OURS = Logger.getLogger("dev.darkroom");

    @Override
    public String format(LogRecord logged) {
        var line = new LinkedHashMap<String, Object>();
        line.put("timestamp", logged.getInstant().toString());
        line.put("level", LEVELS.getOrDefault(logged.getLevel(), "TRACE"));
        line.put("logger", logged.getLoggerName());
        line.put("message", formatMessage(logged));
        if (logged.getThrown() != null) {
            line.put("errorType", logged.getThrown().getClass().getName());
            line.put("errorMessage", logged.getThrown().getMessage());
            line.put(
                    "stackTrace",
                    Arrays.stream(logged.getThrown().getStackTrace())
                            .limit(FRAMES)
                            .map(StackTraceElement::toString)
                            .toList());
        }
        try {
            return json.writeValueAsString(line) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line holds texts only", e);
        }
    }
}
