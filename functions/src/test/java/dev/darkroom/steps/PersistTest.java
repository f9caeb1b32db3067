package dev.darkroom.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.media.Dialer;
import dev.darkroom.media.FetchLimits;
import dev.darkroom.media.GuardedCopy;
import dev.darkroom.media.GuardedFetch;
import dev.darkroom.media.MemoryMedia;
import dev.darkroom.media.SampleFiles;
import dev.darkroom.metrics.MetricEvent;
import dev.darkroom.task.Job;
import dev.darkroom.task.MemoryTasks;
import dev.darkroom.task.OutputSource;
import dev.darkroom.task.Specimen;
import dev.darkroom.task.Task;
import dev.darkroom.task.TaskStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

class PersistTest {

    private final MemoryTasks tasks = new MemoryTasks();
    private final List<MetricEvent> metered = new ArrayList<>();
    private final Task task = Specimen.task();

    private Map<String, Object> persist(URI trusted) {
        var tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var media = new MemoryMedia();
        var copy = new GuardedCopy(new GuardedFetch(FetchLimits.ofBytes(9999), trusted, Dialer.system(), tls), media);
        return new Persist(tasks, copy, media, metered::add, InstantSource.fixed(Specimen.NOON))
                .handleRequest(Map.of("taskId", task.id()), null);
    }

    @Test
    void onceTheFileIsStoredTheTaskHasSucceededAndIsOver() throws Exception {
        assertThrows(TaskOver.class, () -> persist(null), "no such task");
        tasks.open(task, Specimen.AMPLE);
        assertThrows(IllegalStateException.class, () -> persist(null), "nothing was reported yet");
        var cdn = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cdn.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(SampleFiles.drawn("png", 30, 20));
            exchange.close();
        });
        cdn.start();
        var source = URI.create("http://127.0.0.1:" + cdn.getAddress().getPort() + "/a");
        tasks.markSubmitted(task.id(), "job", Specimen.NOON);
        tasks.saveReport(task.id(), "job", new Job.Report.Finished(List.of(new OutputSource(source, "image"))));
        assertEquals(Map.of("taskId", task.id()), persist(source));
        cdn.stop(0);
        var stored = tasks.find(task.id()).orElseThrow();
        assertEquals(TaskStatus.SUCCESS, stored.status());
        assertEquals(
                "generations/" + task.id() + ".png", stored.outputs().getFirst().key());
        assertEquals(
                List.of("persist", "task"),
                metered.stream().map(MetricEvent::event).toList());
        assertThrows(TaskOver.class, () -> persist(source));
    }
}
