package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Callbacks that come too early, too late, too often, or from somebody else; sent by hand, each at its worst moment. */
class CallbackRacesTest {

    private static final String SECRET = "whsec-of-the-test";
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private static TestSystem world;
    private static LogLines log;

    @BeforeAll
    static void start() {
        log = LogLines.ofReadings();
        world = TestSystem.start(Map.of(
                "HIAPI_CALLBACK_SECRET", SECRET,
                "DAILY_LIMIT", "1000",
                "DAILY_LIMIT_PER_ADDRESS", "1000",
                "TASK_DEADLINE_SECONDS", "300"));
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
        log.close();
    }

    /** No test leaves a task to the next one. */
    @AfterEach
    void untilAllHaveEnded() {
        world.advance(Duration.ofMinutes(10));
    }

    /** A task whose job is done at the provider, which does not say so by itself. */
    private static String doneButUntold() {
        var taskId = world.create("nobody calls [[nocallback]] [[stuck]]");
        world.settle();
        world.provider().finish(world.jobOf(taskId));
        return taskId;
    }

    /** What the provider would send: the job as a read of it shows it. */
    private static SignedCallback callbackOf(String taskId) throws Exception {
        var key = Files.readString(world.data().resolve("secrets/simulated-hiapi-key"))
                .strip();
        var read = HttpRequest.newBuilder(URI.create(world.provider().baseUrl() + "/tasks/" + world.jobOf(taskId)))
                .header("Authorization", "Bearer " + key)
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return new SignedCallback(
                    SECRET,
                    world.now(),
                    http.send(read, BodyHandlers.ofString()).body());
        }
    }

    private static SignedCallback failureOf(String taskId) {
        var body = "{\"taskId\":\"%s\",\"status\":\"fail\",\"error\":{\"code\":\"TASK_FAILED\",\"message\":\"no\"}}";
        return new SignedCallback(SECRET, world.now(), String.format(Locale.ROOT, body, world.jobOf(taskId)));
    }

    private static String status(String taskId) {
        return world.get("/api/images/" + taskId).json().path("status").asText();
    }

    private static int used() {
        return world.get("/api/quota").json().path("used").asInt();
    }

    @Test
    void aGenuineOneEndsTheWaitWithoutAnotherLook() throws Exception {
        var taskId = doneButUntold();
        var callback = callbackOf(taskId);
        var reads = world.provider().requests().reads();
        assertEquals(200, callback.sendTo(world, taskId).status());
        world.settle();
        assertEquals("success", status(taskId));
        assertEquals(reads, world.provider().requests().reads());
        assertEquals(2, world.states().transitions(taskId));
    }

    @Test
    void beforeTheJobsIdIsStoredItIsKeptAndAskedForAgain() throws Exception {
        var other = doneButUntold();
        var taskId = world.create("not yet submitted [[nocallback]]");
        var early = callbackOf(other);
        assertEquals(503, early.sendTo(world, taskId).status());
        world.advance(Duration.ofMinutes(3));
        assertEquals("success", status(taskId), "it was of another job, and harmed nothing");
        assertEquals(1, world.provider().billed(taskId));
    }

    @Test
    void fiveAtOnceAndOneMoreAfterwardsAreOneSuccess() throws Exception {
        var taskId = doneButUntold();
        var callback = callbackOf(taskId);
        try (var threads = Executors.newFixedThreadPool(5)) {
            var sent = threads.invokeAll(IntStream.range(0, 5)
                    .<Callable<Reply>>mapToObj(i -> () -> callback.sendTo(world, taskId))
                    .toList());
            for (var answer : sent) {
                assertEquals(200, answer.get().status());
            }
        }
        world.settle();
        assertEquals("success", status(taskId));
        assertEquals(200, callback.sendTo(world, taskId).status(), "after the success");
        assertEquals(2, world.states().transitions(taskId));
    }

    @Test
    void aFailureIsAFailureAndALaterSuccessChangesNothing() throws Exception {
        var before = used();
        var taskId = doneButUntold();
        assertEquals(200, failureOf(taskId).sendTo(world, taskId).status());
        assertEquals(200, callbackOf(taskId).sendTo(world, taskId).status());
        world.settle();
        assertEquals("fail", status(taskId));
        assertEquals(200, callbackOf(taskId).sendTo(world, taskId).status());
        world.settle();
        assertEquals("fail", status(taskId));
        assertEquals(before, used());
    }

    @Test
    void afterTheWaitHasTimedOutItStillSavesTheLook() throws Exception {
        var taskId = world.create("nobody calls [[nocallback]] [[stuck]]");
        world.settle();
        world.advance(Duration.ofMinutes(2));
        assertEquals("running", status(taskId));
        world.provider().finish(world.jobOf(taskId));
        var callback = callbackOf(taskId);
        var reads = world.provider().requests().reads();
        assertEquals(200, callback.sendTo(world, taskId).status());
        world.advance(A_MINUTE);
        assertEquals("success", status(taskId));
        assertEquals(reads, world.provider().requests().reads());
    }

    @Test
    void afterTheDeadlineNothingIsFetched() throws Exception {
        var before = used();
        var taskId = world.create("nobody calls [[nocallback]] [[stuck]]");
        world.settle();
        world.advance(Duration.ofMinutes(10));
        assertEquals("fail", status(taskId));
        world.provider().finish(world.jobOf(taskId));
        var outputs = world.provider().requests().outputs();
        assertEquals(200, callbackOf(taskId).sendTo(world, taskId).status());
        world.advance(A_MINUTE);
        assertEquals("fail", status(taskId));
        assertEquals(outputs, world.provider().requests().outputs());
        assertEquals(before, used());
        var late = log.readings("callback_late").getLast();
        assertEquals(taskId, late.path("taskId").asText());
        assertEquals(1, late.path("CallbackLate").asInt());
    }

    @Test
    void forADeletedTaskItIsAcknowledgedAndNothingIsFetched() throws Exception {
        var taskId = doneButUntold();
        assertEquals(204, world.delete("/api/images/" + taskId).status());
        var outputs = world.provider().requests().outputs();
        assertEquals(200, callbackOf(taskId).sendTo(world, taskId).status());
        world.advance(A_MINUTE);
        assertEquals(200, callbackOf(taskId).sendTo(world, taskId).status());
        assertEquals(outputs, world.provider().requests().outputs());
        assertEquals(404, world.get("/api/images/" + taskId).status());
    }

    @Test
    void whatIsNotBelievedIsRefusedAndTheTaskStillEndsByPolling() throws Exception {
        var taskId = doneButUntold();
        var genuine = callbackOf(taskId);
        var before = log.readings("callback_refused").size();
        var unsigned = world.post("/api/callbacks/hiapi/" + taskId, genuine.body());
        assertEquals(401, unsigned.status());
        assertEquals(401, genuine.signedBy("guessed").sendTo(world, taskId).status());
        assertEquals(
                401,
                genuine.at(world.now().minusSeconds(301)).sendTo(world, taskId).status());
        assertEquals(
                401,
                genuine.at(world.now().plusSeconds(301)).sendTo(world, taskId).status());
        assertEquals(
                413,
                genuine.saying(" ".repeat(1024 * 1024 + 1))
                        .sendTo(world, taskId)
                        .status());
        assertEquals(400, genuine.saying("[]").sendTo(world, taskId).status());
        assertEquals(404, genuine.sendTo(world, "t".repeat(32)).status());
        var stranger = doneButUntold();
        assertEquals(409, callbackOf(stranger).sendTo(world, taskId).status());
        var reasons = log.readings("callback_refused").stream()
                .skip(before)
                .map(line -> line.path("reason").asText())
                .toList();
        assertEquals(List.of("unsigned", "forged", "stale", "stale", "oversized", "another_job"), reasons);
        world.settle();
        assertEquals("running", status(taskId));
        world.advance(Duration.ofMinutes(4));
        assertEquals("success", status(taskId));
        assertEquals("success", status(stranger));
    }

    @Test
    void aCallbackThatIsNoEndIsNoNews() throws IOException {
        var taskId = world.create("nobody calls [[nocallback]] [[stuck]]");
        world.settle();
        var working = "{\"taskId\":\"%s\",\"status\":\"%s\"}";
        for (var status : new String[] {"handling", "archiving", "something new"}) {
            var callback = new SignedCallback(
                    SECRET, world.now(), String.format(Locale.ROOT, working, world.jobOf(taskId), status));
            assertEquals(200, callback.sendTo(world, taskId).status());
        }
        world.settle();
        assertEquals("running", status(taskId));
    }
}
