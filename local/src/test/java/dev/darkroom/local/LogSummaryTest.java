package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.hiapi.HiapiFailureKind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads in the terminal. */
class LogSummaryTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String ID = "kyl5hvf3nglvfpkgbtuikiuulrxw44je";

    private final LogSummary paid = summary(false);

    private static LogSummary summary(boolean simulated) {
        return new LogSummary(ZoneOffset.UTC, simulated, URI.create("http://localhost:8080"), id -> Optional.empty());
    }

    private static LogRecord said(Level level, String logger, String text, Instant when) {
        var record = new LogRecord(level, text);
        record.setLoggerName(logger);
        record.setInstant(when);
        return record;
    }

    private static LogRecord receipt(String outcome, String code, boolean charged, double seconds) {
        var line = String.format(Locale.ROOT, """
                {"event":"task","taskId":"%s","model":"Nano-Banana-2","outcome":"%s","code":"%s","charged":%s,\
                "TaskSeconds":%s,"MicroDollars":85000}""", ID, outcome, code, charged, Double.toString(seconds));
        return said(Level.INFO, Local.READINGS, line, NOON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "success | | true | 10.23 | 12:00:00  made    kyl5hvf3 Nano-Banana-2 in 10.2 s, $0.085",
                "deleted | | true | 5 | 12:00:00  deleted kyl5hvf3 Nano-Banana-2 in 5.0 s, $0.085 may be billed",
                "fail | provider_auth | false | 0.5 | 12:00:00  failed  kyl5hvf3 Nano-Banana-2 in 0.5 s, free: provider_auth."
                        + " HiAPI refuses the key: restart with a valid HIAPI_API_KEY.",
                "fail | timed_out | true | 905 | 12:00:00  failed  kyl5hvf3 Nano-Banana-2 in 15 min, $0.085 may be billed: timed_out."
            })
    void aTaskIsALine(String outcome, String code, boolean charged, double seconds, String line) {
        assertEquals(Optional.of(line), paid.apply(receipt(outcome, code, charged, seconds)));
    }

    @Test
    void whereNobodyPaysItSaysSo() {
        assertEquals(
                Optional.of("12:00:00  made    kyl5hvf3 Nano-Banana-2 in 10.0 s, free ($0.085 at HiAPI)"),
                summary(true).apply(receipt("success", "", true, 10)));
    }

    @Test
    void aLineIsNotLostWithTheTable() {
        var summary = new LogSummary(ZoneOffset.UTC, false, URI.create("http://localhost"), id -> {
            throw new IllegalStateException("no table");
        });
        assertTrue(summary.apply(receipt("success", "", true, 10)).isPresent());
    }

    @Test
    void troubleIsToldOnceAndNotAgainForAWhile() {
        var trouble = "HiAPI cannot be reached at hiapi.invalid:443: its name does not resolve.";
        assertEquals(Optional.of("12:00:00  " + trouble), paid.apply(said(Level.WARNING, "x", trouble, NOON)));
        assertEquals(Optional.empty(), paid.apply(said(Level.WARNING, "x", trouble, NOON.plusSeconds(299))));
        assertTrue(paid.apply(said(Level.WARNING, "x", "another", NOON)).isPresent());
        assertTrue(paid.apply(said(Level.WARNING, "x", trouble, NOON.plus(Duration.ofMinutes(5))))
                .isPresent());
    }

    @Test
    void whatIsNoTroubleAndOtherReadingsAreForTheFile() {
        assertEquals(
                Optional.empty(), paid.apply(said(Level.INFO, "dev.darkroom.steps.GiveUp", "task x failed", NOON)));
        assertEquals(Optional.empty(), paid.apply(said(Level.INFO, Local.READINGS, "{\"event\":\"budget\"}", NOON)));
        assertEquals(Optional.empty(), paid.apply(said(Level.INFO, Local.READINGS, "no JSON", NOON)));
    }

    /** Beside the line of the log that says why. */
    @Test
    void thatTheSiteIsPausedComesWithWhatEndsIt() {
        var opened = "{\"event\":\"breaker_opened\",\"code\":\"provider_balance\",\"BreakerOpened\":1}";
        assertEquals(
                Optional.of("12:00:00  paused  No new picture is made until you restart ./run: provider_balance."
                        + " The account's balance is used up: top it up in HiAPI's console."),
                paid.apply(said(Level.INFO, Local.READINGS, opened, NOON)));
    }

    @Test
    void theSimulatorsRefusalsAreSaidToBeItsOwn() {
        var opened = "{\"event\":\"breaker_opened\",\"code\":\"provider_auth\",\"BreakerOpened\":1}";
        var line = summary(true)
                .apply(said(Level.INFO, Local.READINGS, opened, NOON))
                .orElseThrow();
        assertTrue(
                line.endsWith("provider_auth. The simulated HiAPI was told to do this, by a mark in a prompt or on its"
                        + " control page."),
                line);
    }

    /** Each look at the store is refused: that is told once in five minutes. */
    @Test
    void thatTheStoreRefusesIsToldAtOnceAndNotAgainSoSoon() {
        var refused = "{\"event\":\"store_refused\",\"status\":403,\"code\":\"InvalidAccessKeyId\",\"StoreRefused\":1}";
        assertEquals(
                Optional.of("12:00:00  The store rejects requests (403 InvalidAccessKeyId), so nothing is"
                        + " stored: check MEDIA_BUCKET, MEDIA_S3_REGION and the store's keys, and restart."
                        + " What HiAPI has finished is tried again, for a week at most."),
                paid.apply(said(Level.INFO, Local.READINGS, refused, NOON)));
        assertEquals(Optional.empty(), paid.apply(said(Level.INFO, Local.READINGS, refused, NOON.plusSeconds(60))));
    }

    /** A stranger may ask as often as he likes: the requests' ids, ours and the store's, are for the log. */
    @Test
    void whatDiffersByTheRequestAloneIsNotToldAgainSoSoon() {
        var trouble = "The store answered with status 500";
        assertEquals(
                Optional.of("12:00:00  " + trouble + "."),
                paid.apply(said(Level.WARNING, "x", "request 1a: " + trouble + ", request AB+/=1.", NOON)));
        assertEquals(
                Optional.empty(),
                paid.apply(said(Level.WARNING, "x", "request 2b: " + trouble + ", request CD.", NOON)));
        var refused = "HiAPI answered HTTP 401 with code \"\", request ";
        assertTrue(
                paid.apply(said(Level.WARNING, "x", refused + "\"a-1\"", NOON)).isPresent());
        assertEquals(Optional.empty(), paid.apply(said(Level.WARNING, "x", refused + "\"b.2\"", NOON)));
    }

    @Test
    void anExceptionIsNamedAndItsTraceIsForTheFile() {
        var record = said(Level.SEVERE, "x", "it {0}\u001b[31m broke", NOON);
        record.setParameters(new Object[] {"all"});
        record.setThrown(new IllegalStateException("with secrets in it"));
        assertEquals(
                Optional.of("12:00:00  it all [31m broke (IllegalStateException; see the log)"), paid.apply(record));
    }

    /** For everything that only the owner can put right. */
    @Test
    void theOwnerIsAdvised() {
        for (var value : HiapiFailureKind.values()) {
            var failure = value.failure();
            assertEquals(failure.ownersFault(), OwnerAdvice.of(failure.code()).isPresent(), failure.code());
        }
        assertTrue(OwnerAdvice.of("provider_unreachable").isPresent());
        assertFalse(OwnerAdvice.of("timed_out").isPresent());
    }
}
