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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GetTaskTest {

    private static final String ID = "getme222222222222222222222222222";

    private final MemoryTasks tasks = new MemoryTasks();

    @BeforeEach
    void openATask() {
        var owner = Events.VISITORS
                .identify(Events.caller("owner"), Optional.empty())
                .visitor();
        tasks.open(Specimen.task(ID, owner, "fingerprint", Specimen.NOON), Specimen.AMPLE);
    }

    private APIGatewayV2HTTPResponse get(String subject, String taskId) {
        var event = Events.of(subject);
        event.setPathParameters(Map.of("taskId", taskId));
        var media = URI.create("https://site.example");
        return new GetTask(tasks, Events.VISITORS, media, InstantSource.fixed(Specimen.NOON))
                .handleRequest(event, null);
    }

    @Test
    void itsOwnerSeesThePromptAndWhenToAskAgain() {
        var response = get("owner", ID);

        assertEquals(200, response.getStatusCode());
        assertTrue(response.getBody().contains("\"prompt\":\"a brass kettle\""), response.getBody());
        assertTrue(response.getHeaders().containsKey("Retry-After"));
    }

    @Test
    void othersSeeTheTaskAndNeitherPromptNorCost() {
        var body = get("somebody else", ID).getBody();
        assertTrue(body.contains("\"status\":\"pending\""), body);
        assertTrue(!body.contains("kettle") && !body.contains("usd"), body);
    }

    @Test
    void whatIsDeletedOrWasNeverThereIsNotFound() {
        tasks.delete(ID, Specimen.NOON);
        assertEquals(404, get("owner", ID).getStatusCode());
        assertEquals(404, get("owner", "nobody22222222222222222222222222").getStatusCode());
    }
}
