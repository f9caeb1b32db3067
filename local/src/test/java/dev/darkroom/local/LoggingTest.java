package dev.darkroom.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.house.House;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggingTest {

    private static final int BYTES = 5_000;
    private static final int FILES = 3;

    @TempDir
    Path folder;

    /** Of the data folder's own: what README promises of them. */
    @Test
    void theDataFoldersLogIsFiftyMegabytesAtMost() throws IOException {
        var text = "x".repeat(100_000);
        var logging = new Logging(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));
        logging.open(folder, Optional.of(said -> Optional.empty()));
        for (var line = 0; line < 700; line++) {
            logging.publish(new LogRecord(Level.INFO, text));
        }
        logging.close();
        try (var files = Files.list(folder)) {
            var sizes = files.map(file -> file.toFile().length()).toList();
            var size = sizes.stream().mapToLong(Long::longValue).sum();
            assertTrue(sizes.size() > 1 && size > 30_000_000 && size < 51_000_000, "they hold " + sizes);
        }
        assertTrue(House.text("README.md").contains("`.local/log`, 50 MB at most"));
    }

    /** However long it runs and however often it starts. */
    @Test
    void theFilesNeverHoldMoreThanTheyMay() throws IOException {
        var log = folder.resolve("100% of it");
        Files.createDirectories(log);
        for (var start = 0; start < 4; start++) {
            var file = Logging.openFile(log, BYTES, FILES);
            for (var line = 0; line < 200; line++) {
                file.publish(new LogRecord(Level.INFO, "line " + start + " " + line));
            }
            file.close();
            var size = 0L;
            try (var files = Files.list(log)) {
                for (var each : files.toList()) {
                    size += Files.size(each);
                }
            }
            assertTrue(size > BYTES && size < FILES * (BYTES + 500), "it holds " + size);
            var last = Files.readAllLines(log.resolve("darkroom.0.jsonl")).getLast();
            assertEquals(
                    "line " + start + " 199",
                    new ObjectMapper().readTree(last).path("message").asText());
        }
    }
}
