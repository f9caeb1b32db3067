package dev.darkroom.api;

import static dev.darkroom.task.Specimen.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.task.Job;
import dev.darkroom.task.Output;
import dev.darkroom.task.OutputSource;
import dev.darkroom.task.Specimen;
import dev.darkroom.task.Task;
import dev.darkroom.task.TaskStatus;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How soon a client sees the end when it asks as it is told, and how often it asks until then. */
class ClientPollingTest {

    private static final long SEED = 20261122;
    /** Seconds from the task's acceptance to its submission, and for each look to be answered. */
    private static final double SUBMISSION = 0.3;

    private static final double ANSWER = 0.06;

    /** The schedule as a table: the seconds after the submission at which a job is asked after. */
    @ParameterizedTest(name = "{0} s expected, known {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            5   | true  | 2 3 4 5 6 7 8 9 10 12 15 20 29 44 64
            9   | true  | 2 6 7 8 9 10 11 12 13 14 16 19 24 33 48
            45  | true  | 2 22 41 42 43 44 45 46 47 48 49 50 52 55 60
            60  | true  | 2 22 42 54 55 56 57 58 59 60 61 62 63 64 65
            180 | true  | 2 22 42 62 82 102 122 142 162 165 168 171 174 177 180
            45  | false | 2 6 10 14 34 41 43 45 47 49 51 54 59 67 80
            60  | false | 2 6 10 14 34 54 56 58 60 62 64 66 68 71 76
            """)
    void asks(long expected, boolean known, String moments) {
        var asked = new ArrayList<Long>();
        for (var at = ClientPolling.FIRST; asked.size() < 15; at += ClientPolling.next(at, expected, known)) {
            asked.add(at);
        }
        assertEquals(moments, asked.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }

    @ParameterizedTest(name = "{0} s, and up to {1} more or less: {2} s late at the median")
    @CsvSource({
        "5, 0.25, 0.8",
        "9, 0.25, 0.8",
        "30, 0.2, 0.8",
        "45, 0.15, 0.8",
        "45, 0.2, 0.95",
        "60, 0.15, 0.8",
        "60, 0.2, 1.0"
    })
    void anImageIsSeenWithinASecondOnceItsTimeIsKnown(long expected, double spread, double atMost) {
        var random = new Random(SEED);
        var late = new ArrayList<Double>();
        for (var round = 0; round < 2000; round++) {
            late.add(wait(expected, true, expected * (1 + spread * (2 * random.nextDouble() - 1)))
                    .late());
        }
        late.sort(null);
        var median = late.get(late.size() / 2);
        assertTrue(median <= atMost, "seen " + median + " s late at the median");
    }

    @Test
    void anImageOfAMinuteIsAskedAfterFifteenTimesAtMostWhateverWasExpected() {
        for (var known : List.of(true, false)) {
            for (var expected = 1; expected <= 180; expected++) {
                for (var shift = 0; shift < 10; shift++) {
                    var looks = wait(expected, known, 60 + shift / 10.0 - 0.9).looks();
                    // And once more, if it is just being stored then.
                    assertTrue(
                            looks + (!known && expected >= 30 ? 1 : 0) <= 15,
                            looks + " looks where " + expected + " s were expected, known " + known);
                }
            }
        }
    }

    private record Wait(int looks, double late) {}

    private static Wait wait(long expected, boolean known, double takes) {
        var end = SUBMISSION + takes;
        var now = (double) ClientPolling.FIRST;
        var looks = 1;
        while (now < end) {
            now += ANSWER + ClientPolling.next((long) (now - SUBMISSION), expected, known);
            looks++;
        }
        return new Wait(looks, now - end);
    }

    @Test
    void whatIsBeingStoredIsAskedAfterAtOnce() {
        var report =
                new Job.Report.Finished(List.of(new OutputSource(URI.create("https://cdn.example/0.png"), "image")));
        var job = new Job("token", null, NOON, 1, false, "job", NOON, report);
        assertEquals(1, ClientPolling.retryAfter(with(job, TaskStatus.RUNNING, null), NOON.plusSeconds(20)));
    }

    @Test
    void whoWaitsInTheQueueIsAskedToComeBackLater() {
        var job = new Job("token", NOON.plusSeconds(50), null, 0, false, null, null, null);
        var queued = with(job, TaskStatus.PENDING, null);
        assertEquals(25, ClientPolling.retryAfter(queued, NOON));
        assertEquals(2, ClientPolling.retryAfter(queued, NOON.plusSeconds(60)));
        assertEquals(2, ClientPolling.retryAfter(Specimen.task(), NOON.plusSeconds(3)));
        assertEquals(10, ClientPolling.retryAfter(Specimen.task(), NOON.plusSeconds(40)));
    }

    private static Task with(Job job, TaskStatus status, Instant completedAt) {
        var task = Specimen.task();
        var outputs = status == TaskStatus.SUCCESS
                ? List.of(new Output("generations/x.png", "image", "image/png", 1000, 1376, 768))
                : List.<Output>of();
        return new Task(
                task.id(),
                task.visitor(),
                task.fingerprint(),
                task.request(),
                task.spec(),
                status,
                task.createdAt(),
                job,
                outputs,
                null,
                completedAt,
                null);
    }
}
