package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.darkroom.catalog.Catalog;
import dev.darkroom.metrics.MetricEvent;
import dev.darkroom.task.Allowance;
import dev.darkroom.task.MemoryFlow;
import dev.darkroom.task.MemoryTasks;
import dev.darkroom.task.Specimen;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CreateTaskTest {

    private final MemoryTasks tasks = new MemoryTasks();
    private final MemoryFlow flow = new MemoryFlow();
    private final List<MetricEvent> metered = new ArrayList<>();

    private APIGatewayV2HTTPResponse create(int limit, String body) {
        var policy = new TaskPolicy(
                new Allowance(limit, 1000, 1_000_000_000, 1_000_000_000),
                2000,
                _ -> Duration.ofSeconds(900),
                _ -> 60,
                Optional.empty(),
                URI.create("https://site.example"),
                1000);
        var event = Events.of("somebody");
        event.setHeaders(Map.of("content-type", "application/json"));
        event.setBody(body);
        var clock = InstantSource.fixed(Specimen.NOON);
        return new CreateTask(Catalog.load(), tasks, null, flow, Events.VISITORS, metered::add, policy, clock)
                .handleRequest(event, null);
    }

    @Test
    void anAcceptedTaskIsWrittenMeteredAndStarted() {
        var response = create(1, "{\"prompt\": \"a kettle\"}");

        assertEquals(202, response.getStatusCode());
        var id = response.getHeaders().get("Location").replaceFirst("/api/images/", "");
        assertEquals("a kettle", tasks.find(id).orElseThrow().request().prompt());
        assertEquals(1, metered.size());
        assertEquals(List.of("start " + id + " " + id + " 60"), flow.calls);
    }

    @Test
    void whatIsRefusedStartsNothing() {
        var unchecked = create(1, "{\"prompt\": 1}");
        assertEquals(422, unchecked.getStatusCode());
        assertTrue(unchecked.getBody().contains("\"field\":\"prompt\""), unchecked.getBody());
        assertEquals(429, create(0, "{\"prompt\": \"a kettle\"}").getStatusCode());
        assertEquals(List.of(), flow.calls);
    }
}
