package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotFoundTest {

    @ParameterizedTest
    @CsvSource({
        "/api/nothing, 404,",
        "/api/images, 405, 'GET, HEAD, POST'",
        "/api/uploads, 405, POST",
        // API Gateway has decoded the path by now.
        "/api/images/%zz, 405, 'DELETE, GET, HEAD'",
        "/api/images/100%, 405, 'DELETE, GET, HEAD'"
    })
    void saysWhetherTheAddressOrTheMethodIsWrong(String path, int status, String allowed) {
        var event = Events.get("198.51.100.7", Map.of());
        event.setRawPath(path);

        var response = new NotFound(Events.VISITORS).handleRequest(event, null);

        assertEquals(status, response.getStatusCode());
        assertEquals(allowed, response.getHeaders().get("Allow"));
    }
}
