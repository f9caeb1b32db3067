package dev.darkroom.local.hiapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.local.hiapi.marks.ReadMark;
import dev.darkroom.local.hiapi.marks.RequestedMark;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadJobsTest {

    private final Desk desk = new Desk(Desk.SMALL);

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void aJobGoesThroughItsStatuses() throws Exception {
        var id = desk.made("a [[time=100]]");
        assertEquals("queued", desk.detail(id).path("status").asText());
        desk.advance(15);
        assertEquals("handling", desk.detail(id).path("status").asText());
        desk.advance(80);
        var running = desk.detail(id);
        assertEquals("archiving", running.path("status").asText());
        assertEquals(0, running.path("completed").asLong(-1));
        assertFalse(running.has("output"));
        desk.advance(5);
        var done = desk.detail(id);
        assertEquals("success", done.path("status").asText());
        assertEquals(Desk.START.getEpochSecond() + 100, done.path("completed").asLong());
        var output = done.path("output").path(0);
        assertEquals("image", output.path("type").asText());
        assertEquals(
                done.path("completed").asLong() + 604_800,
                output.path("expireAt").asLong());
        assertEquals(
                desk.hiapi.origin() + "/tasks/" + id + "/0.png",
                output.path("url").asText());
    }

    @Test
    void aVideoComesAfterItsPictures() throws Exception {
        var id = Desk.id(desk.create("{\"model\":\"seedance-2.0\",\"input\":{\"prompt\":\"slow pan\","
                + "\"aspect_ratio\":\"16:9\",\"duration\":5,\"return_last_frame\":true}}"));
        desk.advance(30);
        assertEquals(
                "[thumbnail, first_frame, video, last_frame]",
                desk.detail(id).path("output").findValuesAsText("type").toString());
    }

    @Test
    void aFailedJobIsAnsweredWithSuccess() throws Exception {
        var id = desk.made("a [[fail=TASK_TIMEOUT]]");
        desk.advance(20);
        var answer = Desk.json(desk.read(id));
        assertEquals("success", answer.path("message").asText());
        assertEquals("fail", answer.path("data").path("status").asText());
        assertEquals(
                "TASK_TIMEOUT", answer.path("data").path("error").path("code").asText());
        assertFalse(answer.path("data").has("output"));
    }

    @Test
    void strangersAndUnknownIdsSee404() throws Exception {
        var id = desk.made("a");
        assertEquals(404, desk.read("tk-hiapi-00000000000000000000000000").statusCode());
        var other = desk.tasks("/" + id).setHeader("Authorization", "Bearer sk-somebody");
        assertEquals(404, desk.send(other).statusCode());
    }

    @Test
    void listsNewestFirstAndForgivesBadNumbers() throws Exception {
        var first = desk.made("a");
        for (var i = 0; i < 11; i++) {
            desk.made("b");
        }
        var page = Desk.json(desk.send(desk.tasks("?page=2&size=11"))).path("data");
        assertEquals(12, page.path("total").asInt());
        assertEquals(first, page.path("tasks").path(0).path("taskId").asText());
        var reset = Desk.json(desk.send(desk.tasks("?page=0&size=1000"))).path("data");
        assertEquals(10, reset.path("tasks").size());
        assertEquals(1, reset.path("page").asInt());
    }

    @Test
    void oddEndsAreOnRequest() throws Exception {
        var stuck = desk.made("a [[stuck]]");
        var weird = desk.made("a [[status=pondering]]");
        var empty = desk.made("a [[nooutput]]");
        var many = desk.made("a [[outputs=3]]");
        assertEquals("pondering", desk.detail(weird).path("status").asText());
        desk.advance(100_000);
        assertEquals("handling", desk.detail(stuck).path("status").asText());
        assertEquals("success", desk.detail(weird).path("status").asText());
        assertEquals("[]", desk.detail(empty).path("output").toString());
        assertEquals(3, desk.detail(many).path("output").size());
    }

    @Test
    void readsMisbehaveAsOftenAsTold() throws Exception {
        var vanished = desk.made("a [[vanish]]");
        assertEquals(404, desk.read(vanished).statusCode());
        assertEquals(404, desk.read(vanished).statusCode());
        var garbled = desk.made("a [[garbledx1]]");
        assertTrue(desk.read(garbled).body().startsWith("<!doctype html>"));
        assertEquals("queued", desk.detail(garbled).path("status").asText());
        var refused = desk.made("a [[429readsx2]]");
        assertEquals(429, desk.read(refused).statusCode());
        assertEquals(429, desk.read(refused).statusCode());
        assertEquals(200, desk.read(refused).statusCode());
        var slow = desk.made("a [[slowreads=9]]");
        var answer = desk.client.sendAsync(desk.tasks("/" + slow).build(), BodyHandlers.ofString());
        desk.awaitHeldBack(1);
        desk.advance(9);
        assertEquals(200, answer.join().statusCode());
    }

    @Test
    void aTestEndsJobsByHand() throws Exception {
        var good = desk.made("a [[stuck]]");
        var bad = desk.made("a");
        desk.hiapi.finish(good);
        desk.hiapi.fail(bad, "MODEL_UNAVAILABLE");
        assertEquals("success", desk.detail(good).path("status").asText());
        assertEquals(
                "MODEL_UNAVAILABLE", desk.detail(bad).path("error").path("code").asText());
        desk.hiapi.misbehave(good, RequestedMark.repeat(ReadMark.VANISH, 1));
        assertEquals(404, desk.read(good).statusCode());
    }

    @Test
    void theRouteIsPartOfTheModelsName() throws Exception {
        var id = Desk.id(
                desk.create("{\"model\":\"gpt-image-2/text-to-image\",\"route\":\"ext\",\"storage\":\"persistent\","
                        + "\"input\":{\"prompt\":\"a\",\"quality\":\"low\"}}"));
        var detail = desk.detail(id);
        assertEquals("gpt-image-2/text-to-image@ext", detail.path("model").asText());
        assertEquals("ext", detail.path("route").asText());
        assertEquals("persistent", detail.path("storage").asText());
    }

    @Test
    void thePageShowsJobsAndMarksEscaped() throws Exception {
        desk.made("<script>alert(1)</script> [[stuck]]");
        var page = new String(desk.get(desk.hiapi.origin() + "/").body(), UTF_8);
        assertTrue(page.contains("&lt;script&gt;alert(1)"), page);
        assertTrue(page.contains("[[429]], [[429xN]]"), page);
        assertFalse(page.contains("<script"), page);
    }
}
