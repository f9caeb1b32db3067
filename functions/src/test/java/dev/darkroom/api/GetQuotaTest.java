package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.task.Allowance;
import dev.darkroom.task.MemoryTasks;
import dev.darkroom.task.Specimen;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GetQuotaTest {

    private final MemoryTasks tasks = new MemoryTasks();

    @ParameterizedTest
    @CsvSource({"10, 10, 9", Allowance.NO_LIMIT + ", null, null"})
    void tellsWhatIsLeftOfToday(int setting, String limit, String remaining) {
        var allowance = new Allowance(setting, Allowance.NO_LIMIT, 1_000_000, 1_000_000);
        var somebody = Events.VISITORS
                .identify(Events.caller("somebody"), Optional.empty())
                .visitor();
        tasks.open(Specimen.task(somebody, Specimen.NOON), allowance);

        var response = new GetQuota(tasks, Events.VISITORS, allowance, InstantSource.fixed(Specimen.NOON))
                .handleRequest(Events.of("somebody"), null);

        assertEquals(200, response.getStatusCode());
        assertEquals(
                "{\"limit\":" + limit + ",\"used\":1,\"remaining\":" + remaining
                        + ",\"resetsAt\":\"2026-11-23T00:00:00Z\"}",
                response.getBody());
    }

    @Test
    void aStrangerGetsACookie() {
        var event = Events.get("198.51.100.7", Map.of());

        var response = new GetQuota(tasks, Events.VISITORS, Specimen.AMPLE, InstantSource.fixed(Specimen.NOON))
                .handleRequest(event, null);

        assertEquals(1, response.getCookies().size());
    }
}
