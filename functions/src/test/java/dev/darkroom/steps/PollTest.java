package dev.darkroom.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.admission.ProviderQueue;
import dev.darkroom.admission.RateSlots;
import dev.darkroom.hiapi.Hiapi;
import dev.darkroom.task.Job;
import dev.darkroom.task.MemoryFlow;
import dev.darkroom.task.MemoryGate;
import dev.darkroom.task.MemoryTasks;
import dev.darkroom.task.Specimen;
import dev.darkroom.task.Task;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PollTest {

    private final MemoryTasks tasks = new MemoryTasks();
    private final Task task = Specimen.task();

    private Object poll(int secondsLater, String job) throws Exception {
        var provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(("{\"code\":200,\"data\":" + job + "}").getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        provider.start();
        try {
            var clock = InstantSource.fixed(Specimen.NOON.plusSeconds(secondsLater));
            var base = URI.create("http://127.0.0.1:" + provider.getAddress().getPort());
            var queue = new ProviderQueue(new MemoryGate(RateSlots.of(9, 60)), tasks, new MemoryFlow(), 9, clock);
            return new Poll(tasks, queue, new Hiapi(base, () -> "key", clock), null, clock, new Random(1))
                    .handleRequest(Map.of("taskId", task.id()), null)
                    .get("next");
        } finally {
            provider.stop(0);
        }
    }

    @Test
    void whatComesNextFollowsFromTheJob() throws Exception {
        assertThrows(TaskOver.class, () -> poll(0, "{}"));
        tasks.open(task, Specimen.AMPLE);
        tasks.markWaiting(task.id(), "token", Specimen.NOON);
        assertEquals("Submit", poll(0, "{}"), "the provider has named no job yet");
        tasks.markSubmitted(task.id(), "tk-1", Specimen.NOON);
        assertEquals("Wait", poll(30, "{\"taskId\":\"tk-1\",\"status\":\"handling\"}"));
        assertThrows(DeadlinePassed.class, () -> poll(900, "{\"taskId\":\"tk-1\",\"status\":\"handling\"}"));
        var done = "{\"taskId\":\"tk-1\",\"status\":\"success\",\"output\":[{\"url\":\"https://cdn.example/a.png\"}]}";
        assertEquals("Persist", poll(60, done));
        assertEquals(
                Job.Report.Finished.class,
                tasks.find(task.id()).orElseThrow().job().report().getClass());
    }
}
