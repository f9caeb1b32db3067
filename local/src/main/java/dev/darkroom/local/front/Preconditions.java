package dev.darkroom.local.front;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpDateTime;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * What a request asks of a file besides its bytes: whether it has changed, and which part of it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13">RFC 9110, sections 13 (conditional requests) and 14
 *     (range requests)</a>
 */
record Preconditions(HttpFields request) {

    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");
    private static final Pattern RANGE = Pattern.compile("(?i)bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /** The part of a file to send. */
    sealed interface Part {}

    /** All of it: no range was asked for, or one that HTTP lets a server ignore. */
    record Whole() implements Part {}

    /** From the first to the last byte, counted from 0, both included. */
    record Range(long first, long last) implements Part {}

    /** What was asked for lies behind the file's end. */
    record Unsatisfiable() implements Part {}

    /**
     * Whether the client has this very file: any tag of a list counts, weak or strong, and {@code *} is any file. A date
     * counts only where there is no tag, and where it is one.
     *
     * @param tag the file's entity tag, with its quotes; null where nobody tells it
     * @param modified when the file was last changed; null likewise
     */
    boolean hasCurrent(String tag, Instant modified) {
        return request.contains(HttpHeader.IF_NONE_MATCH) ? hasTag(tag) : hasSince(modified);
    }

    private boolean hasSince(Instant modified) {
        var since = HttpDateTime.parseToEpoch(String.valueOf(request.get(HttpHeader.IF_MODIFIED_SINCE)));
        return modified != null && since >= 0 && modified.getEpochSecond() <= since / 1000;
    }

    private boolean hasTag(String tag) {
        return request.getFields(HttpHeader.IF_NONE_MATCH).stream()
                .map(HttpField::getValue)
                .anyMatch(list -> list.strip().equals("*")
                        || tag != null
                                && TAG.matcher(list)
                                        .results()
                                        .anyMatch(match -> match.group(1).equals(opaque(tag))));
    }

    /**
     * The one range that was asked for. Several at once, and what is no range, are ignored, as HTTP allows; so is one on a
     * condition ({@code If-Range}) that does not hold.
     *
     * @param tag the file's entity tag
     * @param length of the file, in bytes
     */
    Part part(String tag, long length) {
        var asked = request.getFields(HttpHeader.RANGE);
        var condition = request.get(HttpHeader.IF_RANGE);
        if (asked.size() != 1 || condition != null && !condition.strip().equals(tag)) {
            return new Whole();
        }
        var range = RANGE.matcher(asked.getFirst().getValue());
        if (!range.matches()) {
            return new Whole();
        }
        var first = number(range.group(1));
        var last = number(range.group(2));
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : lastBytes(last.getAsLong(), length);
        }
        if (last.isPresent() && last.getAsLong() < first.getAsLong()) {
            return new Whole();
        }
        return first.getAsLong() >= length
                ? new Unsatisfiable()
                : new Range(first.getAsLong(), Math.min(last.orElse(length), length - 1));
    }

    private static Part lastBytes(long count, long length) {
        return count == 0 || length == 0 ? new Unsatisfiable() : new Range(Math.max(0, length - count), length - 1);
    }

    private static OptionalLong number(String digits) {
        return digits.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
