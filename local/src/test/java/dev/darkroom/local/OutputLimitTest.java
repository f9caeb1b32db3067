package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A file that is larger than what the owner stores is a failure with a name, whether or not its length is announced. */
class OutputLimitTest {

    @Test
    void aFileAboveTheLimitIsNamedAndLeavesNothingBehind() throws Exception {
        try (var world = TestSystem.start(Map.of("MAX_OUTPUT_BYTES", "1000"))) {
            var known = world.create("too large");
            var chunked = world.create("too large, and does not say so [[chunked]]");
            world.advance(Duration.ofMinutes(10));
            for (var taskId : new String[] {known, chunked}) {
                var task = world.get("/api/images/" + taskId).json();
                assertEquals("output_too_large", task.path("error").path("code").asText(), task.toString());
                assertEquals(404, world.get("/generations/" + taskId + ".png").status());
                assertEquals(404, world.get("/generations/" + taskId + ".jpg").status());
            }
            assertEquals(0, world.get("/api/quota").json().path("used").asInt());
        }
    }
}
