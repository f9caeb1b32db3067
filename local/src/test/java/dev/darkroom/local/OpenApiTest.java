package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The API's description against what the handlers take and answer: every example, and answers of every kind. */
class OpenApiTest {

    private static final OpenApi API = new OpenApi();

    private static TestSystem world;

    @BeforeAll
    static void start() {
        world = TestSystem.start(Map.of("DAILY_LIMIT", "3"));
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    /** Holds an answer to what is said of this operation and status. */
    private static JsonNode asDescribed(Reply reply, int status, String verb, String path) {
        assertEquals(status, reply.status(), reply::toString);
        var answer = API.followed(API.operation(verb, path).path("responses").path(String.valueOf(status)));
        assertFalse(answer.isMissingNode(), verb + " " + path + " answers " + status + ", which is not described");
        if (!answer.has("content")) {
            return reply.status() == 204 ? null : reply.json();
        }
        var type = reply.header("Content-Type");
        assertTrue(answer.get("content").has(type), path + " is not described as " + type);
        assertEquals(
                List.of(), API.faults(answer.at("/content").get(type).get("schema"), reply.json()), reply::toString);
        answer.path("headers")
                .fieldNames()
                .forEachRemaining(name -> assertFalse(reply.header(name).isEmpty(), name + " is there: " + reply));
        return reply.json();
    }

    /** A comma in a description that stands in braces makes a keyword of what follows it. */
    @Test
    void noDescriptionIsCutInTwo() {
        var keywords = new ArrayList<String>();
        API.keywords(keywords);
        assertEquals(
                List.of(), keywords.stream().filter(word -> word.contains(" ")).toList());
    }

    @Test
    void everyExampleIsAsItsSchemaSays() {
        var found = 0;
        for (var content : API.paths().findParents("example")) {
            assertEquals(List.of(), API.faults(content.get("schema"), content.get("example")), content.toString());
            found++;
        }
        assertTrue(found >= 2, "there are examples");
    }

    @Test
    void theExamplesAreTaken() {
        try (var fresh = TestSystem.start()) {
            for (var path : List.of("/api/images", "/api/uploads")) {
                var example = API.operation("POST", path)
                        .at("/requestBody/content")
                        .get("application/json")
                        .get("example");
                var reply = fresh.post(path, example.toString());
                assertEquals(2, reply.status() / 100, reply::toString);
            }
        }
    }

    @Test
    void whatTheHandlersAnswerIsDescribed() {
        var images = "/api/images";
        var one = images + "/{taskId}";
        var created = asDescribed(
                world.post(images, "{\"prompt\":\"a brass kettle\"}", "Idempotency-Key", "k"), 202, "POST", images);
        var id = created.get("taskId").asText();
        asDescribed(world.post(images, "{\"prompt\":\"a brass kettle\"}", "Idempotency-Key", "k"), 200, "POST", images);
        asDescribed(world.post(images, "{\"prompt\":\"another\"}", "Idempotency-Key", "k"), 422, "POST", images);
        asDescribed(world.get(images + "/" + id), 200, "GET", one);
        world.settle();
        asDescribed(world.get(images + "/" + id), 200, "GET", one);
        var failed = world.create("a brass kettle [[fail]]");
        world.advance(Duration.ofMinutes(3));
        assertEquals(
                "success",
                asDescribed(world.get(images + "/" + id), 200, "GET", one)
                        .get("status")
                        .asText());
        assertEquals(
                "fail",
                asDescribed(world.get(images + "/" + failed), 200, "GET", one)
                        .get("status")
                        .asText());
        asDescribed(world.stranger().get(images + "/" + id), 200, "GET", one);
        asDescribed(world.get(images + "?limit=1"), 200, "GET", images);
        asDescribed(world.get(images + "?limit=1000"), 422, "GET", images);
        asDescribed(world.get("/api/models"), 200, "GET", "/api/models");
        asDescribed(world.get("/api/quota"), 200, "GET", "/api/quota");
        asDescribed(
                world.post("/api/uploads", "{\"contentType\":\"image/png\",\"bytes\":1000}"),
                201,
                "POST",
                "/api/uploads");
        asDescribed(
                world.post("/api/uploads", "{\"contentType\":\"text/plain\",\"bytes\":1}"),
                422,
                "POST",
                "/api/uploads");
        asDescribed(world.post(images, "{"), 400, "POST", images);
        asDescribed(world.post(images, "{\"prompt\":\"\"}"), 422, "POST", images);
        asDescribed(world.post(images, "x", "Content-Type", "text/plain"), 415, "POST", images);
        asDescribed(world.post(images, "{\"prompt\":\"" + "x".repeat(2_000_000) + "\"}"), 413, "POST", images);
        asDescribed(world.stranger().delete(images + "/" + id), 404, "DELETE", one);
        asDescribed(world.delete(images + "/" + id), 204, "DELETE", one);
        asDescribed(world.get(images + "/" + id), 404, "GET", one);
        var callback = "/api/callbacks/hiapi/{taskId}";
        asDescribed(world.post(callback.replace("{taskId}", id), "{}"), 401, "POST", callback);
        world.create("second");
        world.create("third");
        asDescribed(world.post(images, "{\"prompt\":\"one too many\"}"), 429, "POST", images);
    }
}
