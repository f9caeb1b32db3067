package dev.darkroom.local.hiapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallbackSenderTest {

    private static final String SECRET = "a secret of sixteen or more";

    private final Desk desk = new Desk(Desk.SMALL.withCallbackSecret(SECRET));
    private Receiver receiver;

    @BeforeEach
    void open() throws Exception {
        receiver = new Receiver(desk.timeline);
    }

    @AfterEach
    void close() {
        receiver.close();
        desk.close();
    }

    private String made(String prompt) throws Exception {
        return Desk.id(desk.create(Desk.body(prompt, receiver.url())));
    }

    private static String signature(Receiver.Got got) {
        return Digest.signature(SECRET, got.timestamp(), got.body().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tellsTheEndOnceWithASignature() throws Exception {
        var id = made("a [[time=30]]");
        desk.advance(29);
        assertEquals(List.of(), receiver.got);
        desk.timeline.advance(Duration.ofHours(1));
        var got = receiver.got.getFirst();
        assertEquals(1, receiver.got.size());
        assertEquals(Desk.START.plusSeconds(30), got.at());
        assertEquals(signature(got), got.signature());
        var said = new ObjectMapper().readTree(got.body());
        assertEquals(id, said.path("taskId").asText());
        assertEquals("success", said.path("status").asText());
        assertEquals(1, said.path("output").size());
        assertEquals(1, desk.hiapi.callbacksSent());
    }

    @Test
    void triesFourTimesAndSignsEachAnew() throws Exception {
        receiver.status = 503;
        made("a [[time=10]]");
        desk.timeline.advance(Duration.ofHours(2));
        var end = Desk.START.plusSeconds(10);
        assertEquals(
                List.of(end, end.plusSeconds(60), end.plusSeconds(300), end.plusSeconds(1200)),
                receiver.got.stream().map(Receiver.Got::at).toList());
        receiver.got.forEach(got -> {
            assertEquals(Long.toString(got.at().getEpochSecond()), got.timestamp());
            assertEquals(signature(got), got.signature());
        });
    }

    @Test
    void anAttemptThatIsTakenIsTheLast() throws Exception {
        receiver.status = 500;
        made("a [[fail]] [[time=10]]");
        desk.advance(10);
        receiver.status = 204;
        desk.timeline.advance(Duration.ofHours(2));
        assertEquals(2, receiver.got.size());
        assertTrue(receiver.got.getFirst().body().contains("\"status\":\"fail\""));
    }

    @Test
    void withoutResigningAllCarryTheFirstTime() throws Exception {
        receiver.status = 500;
        try (var stale = new Desk(
                Desk.SMALL.withCallbackSecret(SECRET).withHabits(new SimulatorOptions.Habits(true, false, false)),
                desk.timeline)) {
            stale.create(Desk.body("a", receiver.url()));
            stale.timeline.advance(Duration.ofHours(1));
            assertEquals(4, receiver.got.size());
            assertEquals(
                    1,
                    receiver.got.stream()
                            .map(Receiver.Got::timestamp)
                            .distinct()
                            .count());
        }
    }

    @Test
    void anEarlyOneOvertakesTheCreate() throws Exception {
        var body = Desk.body("a [[early]] [[slow=30]]", receiver.url());
        var answer = desk.client.sendAsync(desk.posting(body).build(), BodyHandlers.ofString());
        desk.awaitHeldBack(1);
        assertFalse(answer.isDone());
        assertEquals(1, receiver.got.size());
        desk.advance(30);
        assertTrue(receiver.got.getFirst().body().contains(Desk.id(answer.join())));
    }

    @Test
    void marksChangeWhatIsSent() throws Exception {
        made("a [[callbackx5]]");
        desk.advance(20);
        assertEquals(5, receiver.got.size());
        assertEquals("[]", sentFor("[[nocallback]]").toString());
        assertNull(sentFor("[[unsigned]]").getFirst().signature());
        var forged = sentFor("[[forged]]").getFirst();
        assertNotEquals(signature(forged), forged.signature());
        var stale = sentFor("[[stale]]").getFirst();
        assertEquals(signature(stale), stale.signature());
        assertEquals(Long.toString(stale.at().getEpochSecond() - 3600), stale.timestamp());
        assertTrue(sentFor("[[oversized]]").getFirst().body().length() > 1 << 20);
        var stranger = sentFor("[[stranger]]").getFirst();
        assertFalse(stranger.body()
                .contains("\"taskId\":\"" + desk.hiapi.jobs().getLast().id()));
        assertEquals(List.of(), sentFor("[[late=600]]"));
        desk.advance(600);
        assertEquals(1, receiver.got.size());
    }

    private List<Receiver.Got> sentFor(String mark) throws Exception {
        receiver.got.clear();
        made("a " + mark);
        desk.advance(20);
        return receiver.got;
    }

    @Test
    void aJobThatIsEndedByHandTellsItOnce() throws Exception {
        var id = made("a [[time=100]]");
        desk.hiapi.finish(id);
        desk.timeline.settle();
        assertEquals(1, receiver.got.size());
        desk.timeline.advance(Duration.ofHours(1));
        assertEquals(1, receiver.got.size());
    }

    @Test
    void nobodyThereIsNoHarm() throws Exception {
        var url = receiver.url();
        receiver.close();
        var id = Desk.id(desk.create(Desk.body("a", url)));
        desk.timeline.advance(Duration.ofHours(1));
        assertEquals(4, desk.hiapi.callbacksSent());
        assertEquals("success", desk.detail(id).path("status").asText());
    }
}
