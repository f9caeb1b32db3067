package dev.darkroom.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * No test has a limit that a busy machine breaks: what is waited for is waited for as long as something moves
 * ({@code Patience}), and who hangs is found by {@code HangWatch}.
 */
class WaitsTest {

    private static final Pattern LIMIT = Pattern.compile(String.join(
            "|",
            "\\.waitFor\\([^()\\s]", // a process, for so long
            "assertTimeout", // JUnit's, and the one that preempts
            "\\.(orTimeout|completeOnTimeout|setSoTimeout|setTimeout)\\(",
            "\\.timeout\\((Duration|[A-Z])", // of a request
            "\\.connectTimeout\\(",
            "\\.(get|await|poll|offer|tryAcquire|tryLock|join|awaitTermination)\\([^()]*(TimeUnit|Duration|SECONDS|MINUTES)",
            "setDefault(Navigation|Assertion)?Timeout\\((?!AN_HOUR\\))", // Playwright's
            "PlaywrightAssertions\\.assertThat",
            "Thread\\.sleep",
            "waitForTimeout",
            "(until|deadline|end|limit)\\w* = (Instant\\.now|System\\.)",
            "turn < \\d+ &&", // so many looks and no more
            "@Timeout\\((?!7200\\))"));

    /** Patience's own word for Playwright, and two whose subject is a limit: of a request, and of one that trickles. */
    private static final List<String> PATIENT = List.of(
            "local/src/test/java/dev/darkroom/local/page/PatientAssertions.java",
            "functions/src/test/java/dev/darkroom/hiapi/UnreachableReasonTest.java",
            "local/src/test/java/dev/darkroom/local/Line.java");

    @Test
    void noTestWaitsByTheClock() {
        var found = new TreeSet<String>();
        for (var path : House.files(WaitsTest::isTest)) {
            House.text(path)
                    .lines()
                    .filter(line -> LIMIT.matcher(line).find())
                    .forEach(line -> found.add(path + ": " + line.strip()));
        }
        assertEquals(new TreeSet<>(), found);
    }

    @Test
    void theHangWatchIsOnAndNothingEndsEarlier() {
        var settings = House.text("local/src/test/resources/junit-platform.properties");
        assertTrue(settings.contains("junit.jupiter.extensions.autodetection.enabled=true"));
        for (var module : List.of("functions", "local")) {
            var limit = House.text(module + "/src/test/resources/junit-platform.properties");
            assertTrue(limit.contains("junit.jupiter.execution.timeout.default=1 h"), module);
        }
    }

    @Test
    void itFindsWhatItLooksFor() {
        for (var line : List.of(
                "process.waitFor(60, TimeUnit.SECONDS)",
                "answer.get(5, TimeUnit.SECONDS)",
                "request.timeout(Duration.ofSeconds(60))",
                "PlaywrightAssertions.setDefaultAssertionTimeout(20_000)",
                "context.setDefaultTimeout(30_000)",
                "var until = Instant.now().plus(Duration.ofMinutes(3));",
                "for (var turn = 0; turn < 80 && page.cards().count() < PRINTS; turn++) {",
                "@Timeout(60)")) {
            assertTrue(LIMIT.matcher(line).find(), line);
        }
        for (var line :
                List.of("process.waitFor()", "context.setDefaultTimeout(AN_HOUR)", "over.await()", "map.get(KEY)")) {
            assertFalse(LIMIT.matcher(line).find(), line);
        }
    }

    private static boolean isTest(String path) {
        return path.matches("(functions|local|bench|stack)/src/test/.*\\.java")
                && !path.endsWith("/WaitsTest.java")
                && !PATIENT.contains(path);
    }
}
