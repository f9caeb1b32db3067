package dev.darkroom.local.front;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.local.front.Preconditions.Range;
import dev.darkroom.local.front.Preconditions.Unsatisfiable;
import dev.darkroom.local.front.Preconditions.Whole;
import java.time.Instant;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110, sections 13.1.2 (If-None-Match), 14.1.2 (byte ranges), 14.2 (Range) and 13.1.5 (If-Range). */
class PreconditionsTest {

    private static final String TAG = "\"abc\"";
    private static final Instant MODIFIED = Instant.parse("2026-11-22T12:00:00.9Z");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "\"abc\"           | true",
                "W/\"abc\"         | true",
                "*                 | true",
                "\"x\", \"abc\"    | true",
                "\"x\",W/\"abc\"   | true",
                "\"a,b\", \"abc\"  | true",
                "\"abcd\"          | false",
                "\"a\", \"bc\"     | false",
                "abc               | false",
                "\"\"              | false",
            })
    void anyTagOfAListCountsWeakOrStrong(String header, boolean current) {
        assertEquals(current, of(HttpHeader.IF_NONE_MATCH, header).hasCurrent(TAG, MODIFIED));
    }

    @Test
    void aListMayComeInSeveralLines() {
        var lines = HttpFields.build().add(HttpHeader.IF_NONE_MATCH, "\"x\"").add(HttpHeader.IF_NONE_MATCH, TAG);
        assertEquals(true, new Preconditions(lines).hasCurrent(TAG, MODIFIED));
        assertEquals(false, new Preconditions(HttpFields.EMPTY).hasCurrent(TAG, MODIFIED));
    }

    /** RFC 9110, 13.1.3: to the second, in any of HTTP's three forms, and only where there is no If-None-Match. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 22 Nov 2026 12:00:00 GMT  | true",
                "Sun, 22 Nov 2026 12:00:01 GMT  | true",
                "Sunday, 22-Nov-26 12:00:00 GMT | true",
                "Sun Nov 22 12:00:00 2026       | true",
                "Sun, 22 Nov 2026 11:59:59 GMT  | false",
                "yesterday                      | false",
                "2026-11-22T12:00:00Z           | false",
            })
    void aDateCountsWhereThereIsNoTag(String since, boolean current) {
        var headers = HttpFields.build().put(HttpHeader.IF_MODIFIED_SINCE, since);
        assertEquals(current, new Preconditions(headers).hasCurrent(TAG, MODIFIED));
        headers.put(HttpHeader.IF_NONE_MATCH, "\"x\"");
        assertEquals(false, new Preconditions(headers).hasCurrent(TAG, MODIFIED));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-, 0, 9",
        "bytes=3-5, 3, 5",
        "BYTES=3-5, 3, 5",
        "bytes=3-99, 3, 9",
        "bytes=-3, 7, 9",
        "bytes=-99, 0, 9",
        "bytes=9-9, 9, 9",
    })
    void aRangeIsCutAtTheFilesEnd(String header, long first, long last) {
        assertEquals(new Range(first, last), of(HttpHeader.RANGE, header).part(TAG, 10));
    }

    @ParameterizedTest
    @CsvSource({"bytes=10-", "bytes=10-12", "bytes=999999999999999999-", "bytes=-0"})
    void whatLiesBehindTheEndCannotBeSent(String header) {
        assertEquals(new Unsatisfiable(), of(HttpHeader.RANGE, header).part(TAG, 10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"bytes=5-2", "bytes=-", "bytes=a-b", "bytes=0-1,3-4", "items=0-1", "bytes 0-1", "bytes=1-2-3"})
    void whatIsNoRangeIsIgnored(String header) {
        assertEquals(new Whole(), of(HttpHeader.RANGE, header).part(TAG, 10));
    }

    @Test
    void aRangeOfAnEmptyFileCannotBeSent() {
        assertEquals(new Unsatisfiable(), of(HttpHeader.RANGE, "bytes=0-0").part(TAG, 0));
        assertEquals(new Unsatisfiable(), of(HttpHeader.RANGE, "bytes=-1").part(TAG, 0));
    }

    @Test
    void aRangeOnAConditionWantsTheVeryTag() {
        for (var condition : new String[] {"\"x\"", "W/\"abc\"", "Sun, 22 Nov 2026 12:00:00 GMT"}) {
            assertEquals(new Whole(), conditional(condition).part(TAG, 10), condition);
        }
        assertEquals(new Range(0, 1), conditional(TAG).part(TAG, 10));
    }

    private static Preconditions conditional(String condition) {
        return new Preconditions(
                HttpFields.build().put(HttpHeader.RANGE, "bytes=0-1").put(HttpHeader.IF_RANGE, condition));
    }

    private static Preconditions of(HttpHeader header, String value) {
        return new Preconditions(HttpFields.build().put(header, value));
    }
}
