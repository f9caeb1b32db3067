package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.darkroom.task.MemoryTasks;
import dev.darkroom.task.Specimen;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListTasksTest {

    private final MemoryTasks tasks = new MemoryTasks();

    private void open(String id, String subject, int second) {
        var visitor = Events.VISITORS
                .identify(Events.caller(subject), Optional.empty())
                .visitor();
        tasks.open(Specimen.task(id, visitor, "fingerprint", Specimen.NOON.plusSeconds(second)), Specimen.AMPLE);
    }

    private APIGatewayV2HTTPResponse list(Map<String, String> query) {
        var event = Events.of("owner");
        event.setQueryStringParameters(query);
        var media = URI.create("https://site.example");
        return new ListTasks(tasks, Events.VISITORS, media, InstantSource.fixed(Specimen.NOON))
                .handleRequest(event, null);
    }

    @Test
    void onesOwnNewestFirst() {
        open("older", "owner", 1);
        open("newer", "owner", 2);
        open("another", "somebody else", 3);

        var body = list(Map.of()).getBody();

        assertTrue(body.matches(".*\"newer\".*\"older\".*\"nextCursor\":null.*"), body);
        assertTrue(!body.contains("another"), body);
        assertTrue(!list(Map.of("limit", "1")).getBody().contains("\"nextCursor\":null"));
    }

    @ParameterizedTest
    @CsvSource({"limit, 0", "limit, 101", "cursor, nonsense"})
    void aPageThatIsNoneIsRefused(String name, String value) {
        assertEquals(422, list(Map.of(name, value)).getStatusCode());
    }
}
