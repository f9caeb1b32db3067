package dev.darkroom.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/** Sends what is worth reading to stderr, a line each. Everything inside logs through the JDK's own logging. */
public final class Logging {

    private Logging() {}

    /** Reads {@code logging.properties} from the class path. */
    public static void quieten() {
        try (var settings = Logging.class.getResourceAsStream("/logging.properties")) {
            LogManager.getLogManager().readConfiguration(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
