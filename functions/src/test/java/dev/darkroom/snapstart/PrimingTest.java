package dev.darkroom.snapstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.darkroom.Live;
import dev.darkroom.api.CreateTask;
import dev.darkroom.api.GetQuota;
import dev.darkroom.api.GetTask;
import dev.darkroom.api.ListModels;
import dev.darkroom.api.ListTasks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrimingTest {

    /** Those whose answer somebody waits for. */
    static final Map<String, Function<Live, RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>>> HANDLERS =
            new TreeMap<>(Map.of(
                    "CreateTask", CreateTask::new,
                    "GetTask", GetTask::new,
                    "GetQuota", GetQuota::new,
                    "ListModels", ListModels::new,
                    "ListTasks", ListTasks::new));

    private static final int ROUNDS = 3;

    @TempDir
    Path folder;

    static Set<String> names() {
        return HANDLERS.keySet();
    }

    static Priming priming(String name) {
        return new Priming(settings -> {
            var live = new Live(settings, InstantSource.system(), _ -> {});
            return new Priming.Target(HANDLERS.get(name).apply(live), live.tasks(), live.visitors());
        });
    }

    @ParameterizedTest
    @MethodSource("names")
    void answersEveryCall(String handler) throws Exception {
        assertEquals(
                "primed " + handler + " with " + ROUNDS + " calls",
                priming(handler).run(ROUNDS));
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
            priming("CreateTask").run(ROUNDS);
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
