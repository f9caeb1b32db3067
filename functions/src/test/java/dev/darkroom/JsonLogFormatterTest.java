package dev.darkroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonLogFormatterTest {

    private static LogRecord logged(Level level, String message) {
        var record = new LogRecord(level, message);
        record.setLoggerName("dev.darkroom.api.CreateTask");
        record.setInstant(Instant.parse("2026-11-22T12:00:00.123Z"));
        return record;
    }

    @Test
    void whatIsLoggedIsOneLineOfJson() throws Exception {
        var record = logged(Level.WARNING, "{0} said \"no\"\nand went");
        record.setParameters(new Object[] {"the provider"});
        var text = new JsonLogFormatter().format(record);
        assertEquals(1, text.lines().count());
        assertTrue(text.endsWith("\n"));
        var line = new ObjectMapper().readTree(text);
        assertEquals("2026-11-22T12:00:00.123Z", line.get("timestamp").asText());
        assertEquals("WARN", line.get("level").asText());
        assertEquals("dev.darkroom.api.CreateTask", line.get("logger").asText());
        assertEquals("the provider said \"no\"\nand went", line.get("message").asText());
        assertFalse(line.has("errorType"));
    }

    @Test
    void anErrorIsOnTheSameLine() throws Exception {
        var record = logged(Level.SEVERE, "request 1 failed");
        record.setThrown(new IllegalStateException("no such thing"));
        var text = new JsonLogFormatter().format(record);
        assertEquals(1, text.lines().count());
        var line = new ObjectMapper().readTree(text);
        assertEquals("ERROR", line.get("level").asText());
        assertEquals("java.lang.IllegalStateException", line.get("errorType").asText());
        assertEquals("no such thing", line.get("errorMessage").asText());
        assertTrue(line.get("stackTrace").get(0).asText().contains("JsonLogFormatterTest"));
    }
}
