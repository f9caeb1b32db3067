package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.darkroom.media.Uploads;
import dev.darkroom.task.Allowance;
import dev.darkroom.task.MemoryTasks;
import dev.darkroom.task.Specimen;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CreateUploadTest {

    private final List<String> presigned = new ArrayList<>();
    private final Uploads uploads = Uploads.class.cast(Proxy.newProxyInstance(
            Uploads.class.getClassLoader(), new Class<?>[] {Uploads.class}, (proxy, method, given) -> {
                presigned.add(method.getName() + " " + given[1] + " " + given[2] + " " + given[3]);
                return new Uploads.Slot(URI.create("https://store.example/put"), "PUT", Map.of(), Specimen.NOON);
            }));

    private APIGatewayV2HTTPResponse create(int tasksADay, String body) {
        var event = Events.of("somebody");
        event.setHeaders(Map.of("content-type", "application/json"));
        event.setBody(body);
        var allowance = new Allowance(tasksADay, 1000, 1, 1);
        var clock = InstantSource.fixed(Specimen.NOON);
        return new CreateUpload(new MemoryTasks(), uploads, Events.VISITORS, allowance, 1000, clock)
                .handleRequest(event, null);
    }

    @Test
    void aPlaceForOnePictureIsSigned() {
        var response = create(1, "{\"contentType\": \"image/png\", \"bytes\": 1000}");

        assertEquals(201, response.getStatusCode());
        assertTrue(response.getBody().contains("\"url\":\"https://store.example/put\""), response.getBody());
        assertEquals(List.of("presign PNG 1000 PT5M"), presigned);
    }

    @Test
    void whatIsRefusedGetsNoAddress() {
        assertRefused(422, create(1, "{\"contentType\": \"image/png\", \"bytes\": 1001}"));
        assertRefused(429, create(0, "{\"contentType\": \"image/png\", \"bytes\": 1000}"));
    }

    private static void assertRefused(int status, APIGatewayV2HTTPResponse response) {
        assertEquals(status, response.getStatusCode());
        assertFalse(response.getBody().contains("https://"), response.getBody());
    }
}
