package dev.darkroom.local.hiapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutputFilesTest {

    private final Desk desk = new Desk(Desk.SMALL);

    @AfterEach
    void close() {
        desk.close();
    }

    private String done(String prompt) throws Exception {
        var id = desk.made(prompt);
        desk.advance(20);
        return id;
    }

    /** The first 16 digits of {@code printf 'a kettle#2' | sha256sum}. */
    @Test
    void whatIsDrawnIsTheSameInEveryRelease() {
        assertEquals(Long.parseUnsignedLong("87d3783f299c3c67", 16), SimulatedJob.seed("a kettle", 2));
    }

    @Test
    void thePictureIsRealAndStaysTheSame() throws Exception {
        var id = done("a kettle");
        var first = desk.output(id);
        assertEquals("image/png", first.headers().firstValue("Content-Type").orElseThrow());
        var picture = ImageIO.read(new ByteArrayInputStream(first.body()));
        assertEquals("64x64", picture.getWidth() + "x" + picture.getHeight());
        for (var i = 0; i < 13; i++) {
            desk.output(done("another " + i));
        }
        assertArrayEquals(first.body(), desk.output(id).body());
        assertEquals(15, desk.hiapi.requests().outputs());
    }

    @Test
    void formatAndShapeAreAsAsked() throws Exception {
        var id = Desk.id(desk.create("{\"model\":\"Nano-Banana-2\",\"input\":{\"prompt\":\"a\","
                + "\"aspect_ratio\":\"16:9\",\"output_format\":\"jpg\"}}"));
        desk.advance(20);
        assertTrue(desk.url(id).endsWith("/0.jpg"));
        var answer = desk.output(id);
        assertEquals("image/jpeg", answer.headers().firstValue("Content-Type").orElseThrow());
        assertEquals((byte) 0xFF, answer.body()[0]);
        var picture = ImageIO.read(new ByteArrayInputStream(answer.body()));
        assertEquals(16.0 / 9, (double) picture.getWidth() / picture.getHeight());
    }

    @Test
    void severalPicturesAreNotTheSame() throws Exception {
        var id = done("a [[outputs=2]]");
        var urls = desk.detail(id).path("output").findValuesAsText("url");
        assertNotEquals(
                Arrays.hashCode(desk.get(urls.get(0)).body()),
                Arrays.hashCode(desk.get(urls.get(1)).body()));
    }

    @Test
    void aUrlLastsSevenDays() throws Exception {
        var id = done("a [[time=20]]");
        desk.timeline.advance(Duration.ofDays(7).minusSeconds(1));
        assertEquals(200, desk.output(id).statusCode());
        desk.advance(1);
        var late = desk.output(id);
        assertEquals(403, late.statusCode());
        assertTrue(new String(late.body(), UTF_8).contains("<Message>Request has expired</Message>"));
    }

    @Test
    void whatIsNotThereIs404() throws Exception {
        var running = desk.made("a [[stuck]]");
        assertEquals(
                404,
                desk.get(desk.hiapi.origin() + "/tasks/" + running + "/0.png").statusCode());
        var id = done("a");
        assertEquals(
                404, desk.get(desk.hiapi.origin() + "/tasks/" + id + "/1.png").statusCode());
        assertEquals(
                404, desk.get(desk.hiapi.origin() + "/tasks/" + id + "/0.jpg").statusCode());
        assertEquals(404, desk.get(desk.hiapi.origin() + "/tasks/").statusCode());
    }

    @Test
    void aFreshReadGivesAnotherUrl() throws Exception {
        var id = done("a [[expiredx2]]");
        var first = desk.url(id);
        assertEquals(403, desk.get(first).statusCode());
        assertEquals(403, desk.output(id).statusCode());
        assertEquals(200, desk.output(id).statusCode());
        assertEquals(403, desk.get(first).statusCode());
        var never = done("a [[expired]]");
        desk.output(never);
        assertEquals(403, desk.output(never).statusCode());
    }

    @Test
    void bytesMayBeWrong() throws Exception {
        assertTrue(new String(desk.output(done("a [[html]]")).body(), UTF_8).startsWith("<!doctype html>"));
        assertEquals(404, desk.output(done("a [[gone]]")).statusCode());
        assertEquals(0, desk.output(done("a [[empty]]")).body().length);
        assertEquals('?', desk.output(done("a [[garbage]]")).body()[0]);
        var cut = done("a [[shortx1]]");
        assertThrows(IOException.class, () -> desk.output(cut));
        assertEquals(200, desk.output(cut).statusCode());
    }

    @Test
    void lengthsMayBeOdd() throws Exception {
        var plain = desk.output(done("a"));
        assertTrue(plain.headers().firstValue("Content-Length").isPresent());
        var chunked = desk.output(done("a [[chunked]]"));
        assertFalse(chunked.headers().firstValue("Content-Length").isPresent());
        assertArrayEquals(plain.body(), chunked.body());
        var big = desk.output(done("a [[big=3]]"));
        assertEquals(3_000_000, big.body().length);
        assertArrayEquals(plain.body(), Arrays.copyOf(big.body(), plain.body().length));
    }

    @Test
    void aSlowBodyComesWithTheTimeline() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(desk.url(done("a [[trickle=90]]"))))
                .build();
        var answer = desk.client.sendAsync(request, BodyHandlers.ofByteArray());
        for (var gap = 0; gap < 9; gap++) {
            desk.awaitHeldBack(1);
            assertFalse(answer.isDone());
            desk.advance(10);
        }
        assertEquals(200, answer.join().statusCode());
    }

    @Test
    void aRedirectLeadsToThePictureOrElsewhere() throws Exception {
        var self = desk.output(done("a [[redirect]]"));
        assertEquals(302, self.statusCode());
        var target = self.headers().firstValue("Location").orElseThrow();
        assertEquals(200, desk.get(desk.hiapi.origin() + target).statusCode());
        var other = desk.output(done("a [[redirect=http://169.254.169.254/]]"));
        assertEquals(
                "http://169.254.169.254/",
                other.headers().firstValue("Location").orElseThrow());
    }

    @Test
    void aVideoTellsItsSize() throws Exception {
        var id = Desk.id(desk.create("{\"model\":\"seedance-2.0\",\"input\":{\"prompt\":\"slow pan\","
                + "\"aspect_ratio\":\"16:9\",\"resolution\":\"480p\"}}"));
        desk.advance(30);
        var video = desk.get(desk.detail(id).path("output").path(2).path("url").asText());
        assertEquals("video/mp4", video.headers().firstValue("Content-Type").orElseThrow());
        var bytes = video.body();
        assertEquals("ftyp", new String(bytes, 4, 4, UTF_8));
        var shape = desk.hiapi.job(id).shape();
        var header = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("tkhd") + 4;
        var numbers = ByteBuffer.wrap(bytes);
        assertEquals(shape.width(), numbers.getInt(header + 76) >> 16);
        assertEquals(shape.height(), numbers.getInt(header + 80) >> 16);
    }
}
