package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrimingTest {

    private static final int ROUNDS = 3;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"CreateTask", "GetTask", "GetQuota", "ListModels", "ListTasks"})
    void everyCallGoesThrough(String handler) throws Exception {
        assertEquals(ROUNDS, new Priming(handler).run(ROUNDS));
        assertTrue(Priming.HANDLERS.contains(handler));
        assertEquals(5, Priming.HANDLERS.size(), "each has its line here");
    }

    /** What it draws would be the same in everything that is restored from the snapshot. */
    @Test
    void drawsNothingRandom() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), PrimingDraws.class.getName())
                .redirectErrorStream(true)
                .start();
        try (var lines = process.inputReader()) {
            var said = lines.lines().toList();
            assertTrue(said.contains("primed: 0"), said::toString);
            assertTrue(said.contains("then drew: 1"), said::toString);
        }
    }

    @Test
    void talksToNobodyButItself() throws Exception {
        try (var recording = new Recording()) {
            recording.enable("jdk.SocketRead").withThreshold(Duration.ZERO);
            recording.enable("jdk.SocketWrite").withThreshold(Duration.ZERO);
            recording.enable("jdk.FileWrite").withThreshold(Duration.ZERO);
            recording.start();
            new Priming("CreateTask").run(ROUNDS);
            recording.stop();
            recording.dump(folder.resolve("events.jfr"));
        }
        var written = new TreeSet<String>();
        var peers = new TreeSet<String>();
        for (var event : RecordingFile.readAllEvents(folder.resolve("events.jfr"))) {
            if (event.getEventType().getName().equals("jdk.FileWrite")) {
                written.add(String.valueOf(event.getString("path")));
            } else {
                peers.add(event.getString("address"));
            }
        }
        assertEquals(new TreeSet<>(Set.of("127.0.0.1")), peers);
        assertTrue(written.isEmpty(), written::toString);
    }
}
