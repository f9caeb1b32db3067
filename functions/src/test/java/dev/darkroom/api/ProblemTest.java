package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.darkroom.task.OpenResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That what a refusal says is true of it. */
class ProblemTest {

    private static final Duration EVENING = Duration.ofMinutes(312);

    @Test
    void aLimitIsToldWithItsNumberAndWhoseItIs() {
        assertEquals(
                "Today's limit is reached: you can make up to 10 images a day. The count starts again at 00:00 UTC, in 5 h 12 min.",
                Problem.dailyLimit(new OpenResult.DailyLimitReached(10, false), "make", EVENING)
                        .getMessage());
        assertEquals(
                "Today's limit is reached: your network can upload up to 1 image a day. The count starts again at 00:00 UTC, in"
                        + " 5 h 12 min.",
                Problem.dailyLimit(new OpenResult.DailyLimitReached(1, true), "upload", EVENING)
                        .getMessage());
    }

    /** A limit of 0 is how an owner closes the site: it does not end at midnight. */
    @Test
    void aClosedSiteDoesNotSayThatItOpensAtMidnight() {
        assertEquals(
                "This site makes no new images at present.",
                Problem.dailyLimit(new OpenResult.DailyLimitReached(0, false), "make", EVENING)
                        .getMessage());
    }

    /** One that costs more than a whole day's budget is refused tomorrow as well: only the budget starts again. */
    @Test
    void aBudgetSaysWhenItStartsAgainAndNotThatTheImageCanBeMadeThen() {
        assertEquals(
                "This costs more than the site may still spend today. A cheaper model may work; the budget starts again at"
                        + " 00:00 UTC, in 5 h 12 min.",
                Problem.budget(false, EVENING).getMessage());
        var month = Problem.budget(true, Duration.ofDays(9));
        assertEquals(
                "This costs more than the site may still spend this month. A cheaper model may work; the budget starts again on"
                        + " the first of next month (UTC).",
                month.getMessage());
        assertEquals("777601", month.headers().get("Retry-After"));
    }

    /** It answers every endpoint, also those that have no click and no key. */
    @Test
    void whatIsUnavailableSaysNothingOfWhatCounts() {
        assertFalse(Problem.unavailable().getMessage().contains("count"));
        assertFalse(Problem.paused().getMessage().contains("finish"), "what waits for its turn fails");
    }
}
