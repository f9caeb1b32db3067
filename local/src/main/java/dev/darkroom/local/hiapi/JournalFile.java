package dev.darkroom.local.hiapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened, one line of JSON each, only ever added to. A line counts once its line feed is written: what a killed
 * process left of its last one is cut off. No force to the disk: it has to survive a kill, not a power cut.
 */
final class JournalFile implements AutoCloseable {

    private final RandomAccessFile file;

    /** @param folder null keeps nothing */
    JournalFile(Path folder) {
        try {
            file = folder == null ? null : new RandomAccessFile(open(folder).toFile(), "rw");
        } catch (IOException e) {
            throw new UncheckedIOException("the simulated hiapi cannot write its journal in " + folder, e);
        }
    }

    private static Path open(Path folder) throws IOException {
        return Files.createDirectories(folder).resolve("journal.jsonl");
    }

    /** All that was written before. To be called once, first. */
    synchronized List<JsonNode> read() {
        var lines = new ArrayList<JsonNode>();
        if (file == null) {
            return lines;
        }
        try {
            var bytes = new byte[Math.toIntExact(file.length())];
            file.readFully(bytes);
            var start = 0;
            for (var i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    lines.add(HiapiAnswer.JSON.readTree(bytes, start, i - start));
                    start = i + 1;
                }
            }
            file.setLength(start);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the simulated hiapi cannot read its journal; move it away to begin anew", e);
        }
    }

    synchronized void add(JsonNode line) {
        if (file == null) {
            return;
        }
        try {
            file.seek(file.length());
            file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the simulated hiapi cannot write its journal", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
