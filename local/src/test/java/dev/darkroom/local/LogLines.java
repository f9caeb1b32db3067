package dev.darkroom.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What a logger and those below it say while this is open, stack traces included. */
final class LogLines extends Handler implements AutoCloseable {

    /** Where {@code local} puts the readings that CloudWatch would make metrics of. */
    static final String READINGS = "dev.darkroom.readings";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Level before;
    private final boolean alsoAbove;

    private LogLines(Logger logger, Level level) {
        this.logger = logger;
        this.before = logger.getLevel();
        this.alsoAbove = logger.getUseParentHandlers();
        logger.setUseParentHandlers(false);
        logger.setLevel(level);
        logger.addHandler(this);
    }

    /** @param logger its name; empty for every logger there is */
    static LogLines of(String logger, Level level) {
        return new LogLines(Logger.getLogger(logger), level);
    }

    static LogLines ofReadings() {
        return of(READINGS, Level.INFO);
    }

    List<String> lines() {
        return lines;
    }

    /** The readings of one event, in order. */
    List<JsonNode> readings(String event) {
        return lines.stream()
                .map(LogLines::parsed)
                .filter(line -> line.path("event").asText().equals(event))
                .toList();
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void publish(LogRecord said) {
        lines.add(new SimpleFormatter().formatMessage(said));
        if (said.getThrown() != null) {
            var trace = new StringWriter();
            said.getThrown().printStackTrace(new PrintWriter(trace));
            lines.add(trace.toString());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
        logger.setUseParentHandlers(alsoAbove);
    }
}
