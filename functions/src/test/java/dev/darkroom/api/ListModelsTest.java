package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.catalog.Catalog;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListModelsTest {

    @Test
    void tellsTheDefaultAndTheLongestPrompt() {
        var response = new ListModels(Catalog.load(), Events.VISITORS, 77)
                .handleRequest(Events.get("198.51.100.7", Map.of()), null);

        assertEquals(200, response.getStatusCode());
        assertTrue(response.getBody().startsWith("{\"default\":"), response.getBody());
        assertTrue(response.getBody().contains("\"maxPrompt\":77"), response.getBody());
    }
}
