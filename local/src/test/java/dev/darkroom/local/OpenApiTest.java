package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.api.Route;
import dev.darkroom.api.Routes;
import dev.darkroom.house.House;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
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

    /** Those that say something to a client; all others are described for every answer, or by HTTP. */
    private static final List<String> TELLING = List.of(
            "Location",
            "Retry-After",
            "Set-Cookie",
            "Allow",
            "ETag",
            "Last-Modified",
            "Accept-Ranges",
            "Content-Range");

    /** Holds an answer to what is said of this operation and status. */
    private static JsonNode asDescribed(Reply reply, int status, String verb, String path) {
        assertEquals(status, reply.status(), reply::toString);
        var answer = API.followed(API.operation(verb, path).path("responses").path(String.valueOf(status)));
        assertFalse(answer.isMissingNode(), verb + " " + path + " answers " + status + ", which is not described");
        headersAsDescribed(reply, answer.path("headers"));
        if (!answer.has("content")) {
            return reply.status() == 204 ? null : reply.json();
        }
        if (answer.get("content").has("*/*")) {
            return null;
        }
        var type = reply.header("Content-Type");
        assertTrue(answer.get("content").has(type), path + " is not described as " + type);
        assertEquals(
                List.of(), API.faults(answer.at("/content").get(type).get("schema"), reply.json()), reply::toString);
        return reply.json();
    }

    private static void headersAsDescribed(Reply reply, JsonNode described) {
        for (var name : TELLING) {
            assertTrue(reply.header(name).isEmpty() || described.has(name), () -> name + " is not described: " + reply);
        }
        described.properties().forEach(header -> {
            var required = API.followed(header.getValue()).path("required").asBoolean();
            assertTrue(!required || !reply.header(header.getKey()).isEmpty(), () -> header + " is missing: " + reply);
        });
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
        for (var content : API.root().findParents("example")) {
            assertEquals(List.of(), API.faults(content.get("schema"), content.get("example")), content.toString());
            found++;
        }
        assertTrue(found >= 2, "there are examples");
    }

    /** A description that is wrong must show: what holds the answers to it sees a wrong type, a missing field and one too many. */
    @Test
    void whatIsNotAsDescribedIsFound() throws Exception {
        var schema = new ObjectMapper().readTree("{\"$ref\":\"#/components/schemas/Quota\"}");
        var right = "{'limit':3,'used':1,'remaining':2,'resetsAt':'2026-11-23T00:00:00Z'}";
        assertEquals(List.of(), faults(schema, right));
        for (var wrong : List.of(
                right.replace("'limit':3", "'limit':'3'"),
                right.replace("'used':1,", ""),
                right.replace("{", "{'more':1,"),
                right.replace("2026-11-23T", "2026-13-23T"))) {
            assertEquals(1, faults(schema, wrong).size(), wrong);
        }
    }

    private static List<String> faults(JsonNode schema, String json) throws Exception {
        return API.faults(schema, new ObjectMapper().readTree(json.replace('\'', '"')));
    }

    /** A tool that tries the API, or shows it, has nothing else to begin with. */
    @Test
    void everyParameterAndHeaderHasAnExample() {
        for (var kind : List.of("parameters", "headers")) {
            API.root()
                    .path("components")
                    .path(kind)
                    .properties()
                    .forEach(each -> assertTrue(each.getValue().has("example"), each.getKey()));
        }
    }

    /** What has no name of its own is named by each generator in its own way, and anew with each change. */
    @Test
    void everyObjectIsASchemaWithAName() {
        var named =
                API.root().at("/components/schemas").findParents("properties").size();
        assertEquals(API.root().findParents("properties").size(), named, "all objects are components");
        API.root()
                .at("/components/schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .forEach(inside -> assertEquals(
                                List.of(),
                                inside.isContainerNode() ? inside.findParents("properties") : List.of(),
                                schema.getKey())));
        API.root()
                .at("/paths")
                .findParents("schema")
                .forEach(content -> assertTrue(content.get("schema").has("$ref"), content::toString));
    }

    /** HEAD is what GET is without its body (RFC 9110), and so not described again. */
    @Test
    void everyRouteIsDescribedAndNothingElse() {
        var described = new TreeSet<String>();
        API.root()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(verb -> described.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        described.removeIf(key -> key.startsWith("PARAMETERS ") || !key.contains(" /api/"));
        var routes = new TreeSet<String>();
        Routes.ALL.stream()
                .map(Route::key)
                .filter(key -> !key.startsWith("HEAD "))
                .forEach(routes::add);
        assertEquals(routes, described);
    }

    @Test
    void everyEnumerationHasAType() {
        API.root()
                .findParents("enum")
                .forEach(each -> assertEquals("string", each.path("type").asText(), each::toString));
    }

    @Test
    void everyNumberSaysHowLargeItCanBe() {
        for (var number : API.root().findParents("type")) {
            var types = number.get("type").toString();
            assertTrue(!types.contains("\"integer\"") || number.has("format"), number::toString);
        }
        for (var bytes : API.root().findValues("bytes")) {
            assertTrue(bytes.isNumber() || bytes.path("format").asText().equals("int64"), bytes::toString);
        }
    }

    /** Those of the functions and of the local server. */
    @Test
    void everyCodeIsNamed() {
        var code = Pattern.compile("\\d{3},\\s*\"([a-z]+(?:_[a-z]+)*)\"");
        var thrown = new TreeSet<String>();
        for (var file : House.files(path -> path.matches(".*/src/main/.*/(api/Problem|front/FrontProblem)\\.java"))) {
            code.matcher(House.text(file)).results().forEach(found -> thrown.add(found.group(1)));
        }
        var named = new TreeSet<String>();
        API.root()
                .at("/components/schemas/Problem/properties/code/examples")
                .forEach(example -> named.add(example.asText()));
        assertEquals(thrown, named);
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
        var file = "/generations/{file}";
        asDescribed(world.get("/generations/" + id + ".png"), 200, "GET", file);
        asDescribed(world.visitor().get("/generations/" + id + ".png", "Range", "bytes=0-9"), 206, "GET", file);
        asDescribed(world.visitor().get("/generations/" + id + ".png", "Range", "bytes=99999999-"), 416, "GET", file);
        asDescribed(world.get("/generations/nothing.png"), 404, "GET", file);
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
