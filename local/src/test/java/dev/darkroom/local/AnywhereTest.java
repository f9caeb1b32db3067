package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole system as an IDE would start it, without what {@code ./run} says to its JVM about the language. */
class AnywhereTest {

    private static final long A_MOMENT = TimeUnit.MILLISECONDS.toNanos(100);

    @TempDir
    Path data;

    /** Its own digits, a time zone a quarter of an hour off, and a default charset that knows nothing but ASCII. */
    @Test
    void aPictureIsMadeOnAMachineThatSpeaksArabic() throws Exception {
        try (var child = new Child(
                data,
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-Duser.timezone=Asia/Kathmandu",
                "-Dfile.encoding=US-ASCII")) {
            child.start().get();
            var visitor = new Caller(child.url());
            var quota = visitor.get("/api/quota");
            assertEquals(1000, quota.json().get("remaining").asInt());
            var cookie = quota.header("Set-Cookie");
            assertTrue(cookie.contains("Max-Age=31536000;"), cookie);
            var prompt = "Ein Büro in القاهرة";
            var path = visitor.post("/api/images", "{\"prompt\":\"" + prompt + " [[time=1]]\"}")
                    .header("Location");
            var task = visitor.get(path).json();
            while (task.get("url").isNull()) {
                assertTrue(task.get("error").isNull(), task.toString());
                LockSupport.parkNanos(A_MOMENT);
                task = visitor.get(path).json();
            }
            assertTrue(task.get("prompt").asText().startsWith(prompt), task.toString());
            var picture = visitor.get(task.get("url").asText());
            assertEquals(task.at("/outputs/0/bytes").asInt(), picture.bytes().length);
            assertEquals(1, visitor.get("/api/images").json().get("tasks").size());
        }
    }
}
