package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.house.House;
import dev.darkroom.media.SampleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures to work from: uploads, earlier results and addresses, from the visitor's side to the provider's. */
class ReferenceUrlsTest {

    private static final byte[] PICTURE = SampleFiles.drawn("png", 40, 30);

    private static TestSystem world;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        world = TestSystem.start(Map.of("DAILY_LIMIT", "1000", "DAILY_LIMIT_PER_ADDRESS", "1000"));
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() throws Exception {
        http.close();
        world.close();
    }

    private static JsonNode opened(String contentType, long bytes) {
        var reply = world.post(
                "/api/uploads",
                String.format(Locale.ROOT, "{\"contentType\":\"%s\",\"bytes\":%d}", contentType, bytes));
        assertEquals(201, reply.status(), reply::toString);
        return reply.json();
    }

    private static String uploaded(String contentType, byte[] bytes) {
        var slot = opened(contentType, bytes.length);
        filled(slot, bytes);
        return slot.path("uploadId").asText();
    }

    private static void filled(JsonNode slot, byte[] bytes) {
        var request = HttpRequest.newBuilder(URI.create(slot.path("url").asText()))
                .method(slot.path("method").asText(), BodyPublishers.ofByteArray(bytes));
        slot.path("headers")
                .properties()
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asText()));
        try {
            assertEquals(
                    200, http.send(request.build(), BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String body(String prompt, String... references) {
        var list = List.of(references).stream().map(each -> '"' + each + '"').collect(Collectors.joining(","));
        return String.format(Locale.ROOT, "{\"prompt\":\"%s\",\"references\":[%s]}", prompt, list);
    }

    private static String created(String prompt, String... references) {
        var reply = world.post("/api/images", body(prompt, references));
        assertEquals(202, reply.status(), reply::toString);
        return reply.json().path("taskId").asText();
    }

    private static JsonNode made(String taskId) {
        world.advance(Duration.ofMinutes(1));
        var task = world.get("/api/images/" + taskId).json();
        assertEquals("success", task.path("status").asText(), task::toString);
        return task;
    }

    /** What the provider was asked to work from. */
    private static List<URI> sent(String taskId) {
        return world.provider().jobs().stream()
                .filter(job -> taskId.equals(job.key()))
                .flatMap(job -> job.references().stream())
                .toList();
    }

    private static byte[] read(URI url) {
        var reply = world.get(url.getPath());
        assertEquals(200, reply.status());
        return reply.bytes();
    }

    @Test
    void anUploadIsWhatTheProviderReads() {
        var upload = uploaded("image/png", PICTURE);
        var taskId = created("at dusk", upload);
        var task = made(taskId);
        assertFalse(task.has("parentTaskId"));
        assertEquals(List.of(URI.create(world.url() + "/references/" + upload + ".png")), sent(taskId));
        assertArrayEquals(PICTURE, read(sent(taskId).getFirst()));
        var file = world.get("/references/" + upload + ".png");
        assertEquals("image/png", file.header("Content-Type"));
        assertEquals("private, no-store", file.header("Cache-Control"));
    }

    @Test
    void whatAnUploadTrulyIsCounts() {
        var upload = uploaded("image/png", SampleFiles.drawn("jpeg", 40, 30));
        var taskId = created("at dusk", upload);
        made(taskId);
        assertEquals(List.of(URI.create(world.url() + "/references/" + upload + ".jpg")), sent(taskId));
    }

    @Test
    void anUploadIsReadByNobodyBeforeItIsUsed() {
        var upload = uploaded("image/png", PICTURE);
        assertEquals(404, world.get("/references/" + upload + ".png").status());
        assertEquals(404, world.get("/uploads/" + upload).status());
    }

    @Test
    void anEarlierResultIsWorkedOnAndTheChainIsKept() {
        var first = made(created("a house by the sea"));
        var second = made(created("now at night", first.path("taskId").asText()));
        var third = made(created(
                "and in snow",
                second.path("taskId").asText(),
                first.path("taskId").asText()));
        assertEquals(
                List.of(URI.create(first.path("url").asText())),
                sent(second.path("taskId").asText()));
        assertFalse(first.has("parentTaskId"));
        assertEquals(first.path("taskId"), second.path("parentTaskId"));
        assertEquals(second.path("taskId"), third.path("parentTaskId"));
        var listed = world.get("/api/images?limit=1").json().path("tasks").path(0);
        assertEquals(second.path("taskId"), listed.path("parentTaskId"));
        var seen = world.stranger().get("/api/images/" + third.path("taskId").asText());
        assertFalse(seen.json().has("parentTaskId"), "the parent's id is the key to the parent");
    }

    @Test
    void theSameClickIsTheSameTaskAlsoWhenWhatItReferredToIsGone() {
        var parent = made(created("a house")).path("taskId").asText();
        var body = body("at night", parent);
        var first = world.post("/api/images", body, "Idempotency-Key", "edit-1");
        assertEquals(202, first.status());
        world.settle();
        assertEquals(204, world.delete("/api/images/" + parent).status());
        var again = world.post("/api/images", body, "Idempotency-Key", "edit-1");
        assertEquals(200, again.status(), again::toString);
        assertEquals(first.json().path("taskId"), again.json().path("taskId"));
        assertEquals(
                "idempotency_key_reused",
                world.post("/api/images", body("otherwise", parent), "Idempotency-Key", "edit-1")
                        .code());
        assertEquals(404, world.post("/api/images", body).status(), "another click finds nothing");
    }

    @Test
    void whatIsSentAgainIsTheSameToTheByte() {
        var upload = uploaded("image/png", PICTURE);
        var taskId = created("at dusk [[dropx2]] [[time=3]]", upload);
        world.advance(Duration.ofMinutes(3));
        assertEquals(
                "success",
                world.get("/api/images/" + taskId).json().path("status").asText());
        assertEquals(1, sent(taskId).size(), "another body would have been refused as a reused key");
    }

    @Test
    void whatIsSomebodyElsesIsNotThere() {
        var stranger = world.stranger();
        stranger.get("/api/quota");
        var upload = uploaded("image/png", PICTURE);
        var task = made(created("mine")).path("taskId").asText();
        for (var reference : List.of(upload, task)) {
            var refused = stranger.post("/api/images", body("theirs", reference));
            assertEquals(404, refused.status(), reference);
            assertEquals("not_found", refused.code());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"up-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void whatWasNeverThereIsNotThere(String reference) {
        assertEquals(404, world.post("/api/images", body("a kettle", reference)).status());
    }

    @Test
    void anUploadThatWasOpenedAndNotFilledIsNotThere() {
        var upload = opened("image/png", 1000).path("uploadId").asText();
        assertEquals(404, world.post("/api/images", body("a kettle", upload)).status());
    }

    @Test
    void whatHasNoPictureIsRefusedByName() {
        var page = uploaded("image/png", "<!doctype html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        var gif = uploaded("image/png", SampleFiles.drawn("gif", 4, 4));
        var open = created("a kettle [[stuck]]");
        for (var reference : List.of(page, gif, open)) {
            var refused = world.post("/api/images", body("a kettle", reference));
            assertEquals(422, refused.status(), refused::toString);
            assertEquals("references", refused.json().at("/errors/0/field").asText());
            assertEquals(404, world.get("/references/" + reference + ".png").status(), "and shown to nobody");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "image/gif, 10, contentType",
        "text/html, 10, contentType",
        "IMAGE/PNG, 10, contentType",
        "image/png, 0, bytes",
        "image/png, -1, bytes",
        "image/png, 10485761, bytes",
        "image/png, 99999999999, bytes",
        "image/png, 1.5, bytes"
    })
    void anUploadThatCannotBeIsNotOpened(String type, String bytes, String field) {
        var refused = world.post(
                "/api/uploads", String.format(Locale.ROOT, "{\"contentType\":\"%s\",\"bytes\":%s}", type, bytes));
        assertEquals(422, refused.status(), refused::toString);
        assertEquals(field, refused.json().at("/errors/0/field").asText());
        assertEquals(1, refused.json().path("errors").size());
    }

    @Test
    void uploadsAreForgottenAfterADayAndWhatTheProviderReadsAfterTwo() throws Exception {
        try (var own = TestSystem.start()) {
            var slot = own.post(
                            "/api/uploads",
                            String.format(Locale.ROOT, "{\"contentType\":\"image/png\",\"bytes\":%d}", PICTURE.length))
                    .json();
            filled(slot, PICTURE);
            var upload = slot.path("uploadId").asText();
            assertEquals(202, own.post("/api/images", body("at dusk", upload)).status());
            var read = "/references/" + upload + ".png";
            own.advance(Duration.ofHours(26));
            assertEquals(404, own.post("/api/images", body("at dawn", upload)).status());
            assertEquals(200, own.get(read).status());
            own.advance(Duration.ofHours(24));
            assertEquals(404, own.get(read).status());
        }
    }

    @Test
    void theLocalStoreForgetsWhatTheTemplatesBucketForgets() {
        var kept = new HashMap<String, Duration>();
        House.resources()
                .at("/MediaBucket/Properties/LifecycleConfiguration/Rules")
                .forEach(rule -> kept.put(
                        rule.path("Prefix").asText(),
                        Duration.ofDays(rule.path("ExpirationInDays").asInt())));
        kept.remove("");
        assertEquals(kept, Lifecycle.KEPT);
    }

    @Test
    void uploadsHaveADayOfTheirOwn() throws Exception {
        try (var own = TestSystem.start(Map.of("DAILY_LIMIT", "1"))) {
            var open = "{\"contentType\":\"image/webp\",\"bytes\":10}";
            for (var i = 0; i < 5; i++) {
                assertEquals(201, own.post("/api/uploads", open).status());
            }
            var refused = own.post("/api/uploads", open);
            assertEquals(429, refused.status());
            assertEquals("daily_limit_reached", refused.code());
            var seconds = Integer.parseInt(refused.header("Retry-After"));
            assertTrue(seconds > 0 && seconds <= 86_400, "until midnight: " + seconds);
            assertEquals(1, own.get("/api/quota").json().path("remaining").asInt(), "no image was counted");
        }
    }
}
