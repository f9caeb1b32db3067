package dev.darkroom.local.hiapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.local.ManualTimeline;
import dev.darkroom.local.hiapi.marks.OutputMark;
import dev.darkroom.local.hiapi.marks.RequestedMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {

    @TempDir
    Path folder;

    private Desk at(Instant now) {
        return new Desk(Desk.SMALL.withFolder(folder), new ManualTimeline(now));
    }

    @Test
    void jobsKeysAndTheAddressOutliveTheProcess() throws Exception {
        String id;
        String base;
        String stuck;
        String text = "a [[what]] [[time=60]]";
        try (var desk = at(Desk.START)) {
            id = Desk.id(desk.create(Desk.body(text), "k"));
            stuck = desk.made("b [[stuck]]");
            desk.hiapi.fail(stuck, "TASK_FAILED");
            desk.hiapi.misbehave(id, RequestedMark.plain(OutputMark.GONE));
            base = desk.hiapi.baseUrl();
        }
        try (var desk = at(Desk.START.plusSeconds(59))) {
            assertEquals(base, desk.hiapi.baseUrl());
            assertEquals("archiving", desk.detail(id).path("status").asText());
            assertEquals("a [[what]]", desk.hiapi.job(id).marks().words());
            assertEquals("fail", desk.detail(stuck).path("status").asText());
            assertEquals(id, Desk.id(desk.create(Desk.body(text), "k")));
            assertEquals(422, desk.create(Desk.body("other"), "k").statusCode());
            assertEquals(1, desk.hiapi.billed("k"));
            desk.advance(1);
            assertEquals(404, desk.output(id).statusCode());
        }
    }

    @Test
    void aCreateThatWasKilledBeforeItsAnswerIsOneJob() throws Exception {
        var body = Desk.body("a [[dropx1]]");
        try (var desk = at(Desk.START)) {
            assertThrows(IOException.class, () -> desk.create(body, "k"));
        }
        try (var desk = at(Desk.START.plusSeconds(1))) {
            desk.create(Desk.body("other"), "other");
            assertEquals(1, desk.hiapi.billed("k"));
        }
    }

    @Test
    void whatAKilledProcessLeftOfALineIsCutOff() throws Exception {
        String id;
        try (var desk = at(Desk.START)) {
            id = desk.made("a");
        }
        var journal = folder.resolve("journal.jsonl");
        Files.writeString(journal, "{\"kind\":\"job\",\"id\":\"tk", StandardOpenOption.APPEND);
        try (var desk = at(Desk.START)) {
            assertEquals(1, desk.hiapi.billed());
            desk.made("b");
        }
        try (var desk = at(Desk.START)) {
            assertEquals(2, desk.hiapi.billed());
            assertEquals(id, desk.hiapi.jobs().getFirst().id());
        }
    }

    @Test
    void callbacksGoOnWhereTheyWere() throws Exception {
        var timeline = new ManualTimeline(Desk.START);
        try (var receiver = new Receiver(timeline)) {
            receiver.status = 500;
            try (var desk = new Desk(Desk.SMALL.withFolder(folder), timeline)) {
                desk.create(Desk.body("a [[time=10]]", receiver.url()));
                desk.create(Desk.body("b [[time=1000]]", receiver.url()));
                desk.advance(10);
            }
            timeline.advance(Duration.ofMinutes(2));
            assertEquals(1, receiver.got.size());
            receiver.status = 200;
            try (var desk = new Desk(Desk.SMALL.withFolder(folder), timeline)) {
                timeline.settle();
                assertEquals(2, receiver.got.size());
                desk.timeline.advance(Duration.ofHours(1));
                assertEquals(3, receiver.got.size());
            }
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "");
        var error = assertThrows(
                UncheckedIOException.class,
                () -> SimulatedHiapi.open(
                        SimulatorOptions.defaults().withFolder(file), new ManualTimeline(Desk.START)));
        assertTrue(error.getMessage().contains("file"), error::getMessage);
    }
}
