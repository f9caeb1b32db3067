package dev.darkroom.hiapi;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads a {@code Retry-After} header: seconds, or an HTTP date (RFC 9110, section 10.2.3). */
public final class RetryAfter {
    /** HiAPI's own SDKs do not wait longer than this either (their transport, 2026). */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private RetryAfter() {}

    /**
     * @param header the header's value; null when there is none
     * @param now to measure a date against
     * @return 0 to 60 s; empty when there is no header or it cannot be read
     */
    public static Optional<Duration> parse(String header, Instant now) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        var value = header.strip();
        if (value.matches("[0-9]+")) {
            return Optional.of(value.length() > 9 ? LONGEST : clamped(Duration.ofSeconds(Long.parseLong(value))));
        }
        try {
            var date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(clamped(Duration.between(now, date.toInstant())));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    static Duration clamped(Duration asked) {
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
