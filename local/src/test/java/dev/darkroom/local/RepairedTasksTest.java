package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whatever happens to an execution, its task ends rightly: what was paid for is still fetched. */
class RepairedTasksTest {

    private static final Duration UNTIL_REPAIRED = Duration.ofMinutes(60);

    private static String status(TestSystem world, String taskId) {
        return world.get("/api/images/" + taskId).json().path("status").asText();
    }

    @Test
    void aFinishedJobWhoseExecutionIsGoneIsStoredAfterAll() throws Exception {
        try (var world = TestSystem.start()) {
            var taskId = world.create("paid for [[nocallback]]");
            world.settle();
            world.restartWithoutExecutions();
            world.advance(UNTIL_REPAIRED);
            assertEquals("success", status(world, taskId));
            assertEquals(1, world.provider().billed(taskId));
        }
    }

    @Test
    void aStuckJobWhoseExecutionIsGoneIsGivenUp() throws Exception {
        try (var world = TestSystem.start()) {
            var taskId = world.create("never ends [[stuck]]");
            world.settle();
            world.restartWithoutExecutions();
            world.advance(UNTIL_REPAIRED);
            assertEquals("fail", status(world, taskId));
            assertEquals(0, world.get("/api/quota").json().path("used").asInt());
        }
    }

    @Test
    void aTaskThatNeverStartedIsStartedByTheSameClickAgain() throws Exception {
        try (var world = TestSystem.start()) {
            var body = "{\"prompt\":\"clicked twice\"}";
            var taskId = world.post("/api/images", body, "Idempotency-Key", "click")
                    .json()
                    .path("taskId")
                    .asText();
            world.restartWithoutExecutions();
            world.advance(Duration.ofMinutes(5));
            assertEquals("pending", status(world, taskId));
            assertEquals(
                    200,
                    world.post("/api/images", body, "Idempotency-Key", "click").status());
            world.advance(Duration.ofMinutes(5));
            assertEquals("success", status(world, taskId));
        }
    }

    @Test
    void aTaskThatNeverStartedIsNotSentAfterItsTime() throws Exception {
        try (var world = TestSystem.start()) {
            var taskId = world.create("forgotten");
            world.restartWithoutExecutions();
            world.advance(Duration.ofHours(2));
            assertEquals("fail", status(world, taskId));
            assertEquals(0, world.provider().billed(taskId));
        }
    }

    @Test
    void thePlaceOfATaskThatIsGoneIsFreed() throws Exception {
        try (var world = TestSystem.start(java.util.Map.of("PROVIDER_CONCURRENT", "1"))) {
            var first = world.create("holds the only place [[stuck]]");
            world.settle();
            world.restartWithoutExecutions();
            world.advance(UNTIL_REPAIRED);
            assertEquals("fail", status(world, first));
            var second = world.create("may go in");
            world.advance(Duration.ofMinutes(3));
            assertEquals("success", status(world, second));
        }
    }
}
