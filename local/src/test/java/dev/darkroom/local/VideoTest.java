package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A video goes through the very same machine, with more patience and more than one output. */
class VideoTest {

    private static TestSystem world;

    @BeforeAll
    static void start() {
        world = TestSystem.start(
                Map.of("DAILY_LIMIT", "1000", "DAILY_LIMIT_PER_ADDRESS", "1000", "DAILY_BUDGET_USD", "100"));
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    private static JsonNode asked(String prompt, String more) {
        var reply = world.post(
                "/api/images",
                String.format(
                        Locale.ROOT,
                        "{\"prompt\":\"%s\",\"model\":\"seedance-2.0\",\"resolution\":\"480p\"%s}",
                        prompt,
                        more));
        assertEquals(202, reply.status(), reply::toString);
        return reply.json();
    }

    private static JsonNode read(JsonNode accepted) {
        return world.get("/api/images/" + accepted.path("taskId").asText()).json();
    }

    private static Reply file(JsonNode output, String... headers) {
        var path = output.path("url").asText().substring(world.url().toString().length());
        return world.stranger().get(path, headers);
    }

    private static List<String> all(JsonNode outputs, String field) {
        return StreamSupport.stream(outputs.spliterator(), false)
                .map(output -> output.path(field).asText())
                .toList();
    }

    @Test
    void theVideoComesFirstAndEachOutputIsStoredAsWhatItIs() {
        var accepted = asked("a paper boat in the rain", ",\"durationSeconds\":4");
        assertEquals(854, accepted.path("width").asInt());
        assertEquals(480, accepted.path("height").asInt());
        assertEquals("0.336", accepted.path("cost").path("usd").asText(), "four seconds at 0.084");
        assertEquals(1, accepted.path("cost").path("units").asInt());
        world.advance(Duration.ofMinutes(1));

        var task = read(accepted);
        assertEquals("success", task.path("status").asText(), task::toString);
        var outputs = task.path("outputs");
        assertEquals(List.of("video", "first_frame", "thumbnail"), all(outputs, "kind"));
        assertEquals(List.of("video/mp4", "image/png", "image/jpeg"), all(outputs, "contentType"));
        assertEquals(outputs.path(0).path("url"), task.path("url"));
        for (var output : outputs) {
            var file = file(output);
            assertEquals(output.path("contentType").asText(), file.header("Content-Type"));
            assertEquals(output.path("bytes").asInt(), file.bytes().length);
            assertTrue(output.path("width").asInt() > output.path("height").asInt(), output::toString);
        }
        var part = file(outputs.path(0), "Range", "bytes=0-99");
        assertEquals(206, part.status(), "a player asks for parts");
        assertEquals(100, part.bytes().length);
        assertEquals(
                204, world.delete("/api/images/" + task.path("taskId").asText()).status());
        outputs.forEach(output -> assertEquals(404, file(output).status(), "all of it is gone"));
    }

    @Test
    void itHasAnHourWhereAnImageHasAQuarter() {
        var video = asked("a boat [[stuck]]", "");
        var image = world.create("a boat [[stuck]]");
        world.advance(Duration.ofMinutes(20));
        assertEquals(
                "fail", world.get("/api/images/" + image).json().path("status").asText());
        assertEquals("running", read(video).path("status").asText());
        world.advance(Duration.ofMinutes(35));
        assertEquals("running", read(video).path("status").asText());
        world.advance(Duration.ofMinutes(10));
        assertEquals("timed_out", read(video).path("error").path("code").asText());
        assertEquals(0, read(video).path("cost").path("units").asInt(), "it does not count");
    }

    @Test
    void itIsLookedAtLessOftenThanAnImage() {
        var reads = world.provider().requests().reads();
        var video = asked("a boat [[nocallback]] [[time=840]]", "");
        world.advance(Duration.ofSeconds(850));
        var looks = world.provider().requests().reads() - reads;
        world.advance(Duration.ofMinutes(1));
        assertEquals("success", read(video).path("status").asText());

        reads = world.provider().requests().reads();
        world.create("a boat [[nocallback]] [[time=840]]");
        world.advance(Duration.ofSeconds(850));
        var imageLooks = world.provider().requests().reads() - reads;
        assertTrue(looks * 3 < imageLooks * 2, looks + " looks at the video, " + imageLooks + " at the image");
    }

    @Test
    void itStartsAndEndsWithThePicturesThatItIsGiven() {
        var first = world.create("a boat at dawn");
        var last = world.create("a boat at dusk");
        world.advance(Duration.ofMinutes(1));
        var video =
                asked("the day goes by", String.format(Locale.ROOT, ",\"references\":[\"%s\",\"%s\"]", first, last));
        world.advance(Duration.ofMinutes(1));
        var task = read(video);
        assertEquals("success", task.path("status").asText());
        assertEquals(first, task.path("parentTaskId").asText());

        var third = asked(
                "and the next",
                String.format(
                        Locale.ROOT,
                        ",\"references\":[\"%s\"]",
                        task.path("taskId").asText()));
        world.settle();
        var given = world.provider().jobs().stream()
                .filter(job -> job.key().equals(third.path("taskId").asText()))
                .findFirst()
                .orElseThrow()
                .references();
        assertEquals(
                List.of(task.path("outputs").path(1).path("url").asText()),
                given.stream().map(Object::toString).toList(),
                "of a video, its first frame is what can be worked from");
    }
}
