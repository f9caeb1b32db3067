package dev.darkroom.hiapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                             | 0
            5                             | 5
            '  7 '                        | 7
            60                            | 60
            61                            | 60
            99999999999999999999999       | 60
            Sun, 22 Nov 2026 12:00:30 GMT | 30
            Sun, 22 Nov 2026 11:00:00 GMT | 0
            Mon, 23 Nov 2026 12:00:00 GMT | 60
            """)
    void reads(String header, int seconds) {
        assertEquals(Optional.of(Duration.ofSeconds(seconds)), RetryAfter.parse(header, NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "soon", "-5", "1.5", "5s", "Sun, 99 Nov 2026 12:00:30 GMT", "2026-11-22T12:00:30Z"})
    void ignoresWhatItCannotRead(String header) {
        assertEquals(Optional.empty(), RetryAfter.parse(header, NOW));
    }

    @Test
    void isEmptyWithoutAHeader() {
        assertEquals(Optional.empty(), RetryAfter.parse(null, NOW));
    }
}
