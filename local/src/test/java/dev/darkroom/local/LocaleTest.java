package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole system, in a process of its own, where digits, capital letters, years, hours and letters are others, and a proxy
 * leads nowhere: what is on this machine is not asked for through it.
 */
class LocaleTest {

    private static final long A_MOMENT = TimeUnit.MILLISECONDS.toNanos(100);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"ar, EG", "tr, TR", "th, TH"})
    void aPictureIsMadeWhateverTheMachineSpeaks(String language, String country) throws Exception {
        try (var child = new Child(
                folder.resolve("data"),
                "-Duser.language=" + language,
                "-Duser.country=" + country,
                "-Duser.timezone=Asia/Kathmandu",
                "-Dfile.encoding=US-ASCII",
                "-Dhttp.proxyHost=127.0.0.1",
                "-Dhttp.proxyPort=9")) {
            child.start().get();
            var visitor = new Caller(child.url());
            var created = visitor.post("/api/images", "{\"prompt\":\"Bücher, 書 [[time=1]]\",\"aspectRatio\":\"16:9\"}");
            assertEquals(202, created.status(), created::toString);
            var task = created.json();
            var patience = new StallTimeout(Duration.ofMinutes(3));
            while (!task.path("status").asText().equals("success")) {
                assertTrue(!patience.isOver(), task::toString);
                LockSupport.parkNanos(A_MOMENT);
                task = visitor.get(
                                "/api/images/" + created.json().path("taskId").asText())
                        .json();
            }
            assertEquals("Bücher, 書 [[time=1]]", task.path("prompt").asText());
            assertTrue(created.header("Set-Cookie").matches("(?s).*Max-Age=[0-9]+;.*"), created::toString);
            var made = Instant.parse(task.path("createdAt").asText());
            assertTrue(Math.abs(ChronoUnit.HOURS.between(made, Instant.now())) < 1, "the year and the hour are ours");
        }
    }
}
