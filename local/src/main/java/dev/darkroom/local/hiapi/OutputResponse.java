package dev.darkroom.local.hiapi;

import dev.darkroom.local.hiapi.marks.OutputMark;
import dev.darkroom.local.hiapi.marks.RequestedMark;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * An output on its way, as marks have made it.
 *
 * @param location where a redirect points; null for none
 * @param bytes what is sent
 * @param padding how many zeros follow
 * @param missing how many more bytes are announced than are sent
 * @param chunked whether no length is announced
 * @param over how long the sending takes
 */
record OutputResponse(
        int status,
        String contentType,
        String location,
        byte[] bytes,
        long padding,
        int missing,
        boolean chunked,
        Duration over) {

    static OutputResponse of(int status, String contentType, byte[] bytes) {
        return new OutputResponse(status, contentType, null, bytes, 0, 0, false, Duration.ZERO);
    }

    /** What a storage service says for a URL whose time is over (HiAPI's post on expired URLs, 2026). */
    static OutputResponse expired() {
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";
        return of(403, "application/xml", xml.getBytes(StandardCharsets.UTF_8));
    }

    static OutputResponse gone() {
        return of(404, "text/plain", "not found".getBytes(StandardCharsets.UTF_8));
    }

    /** @param self the output's own URL, for a redirect that leads to the picture */
    OutputResponse marked(RequestedMark marking, String self) {
        return switch ((OutputMark) marking.mark()) {
            case EXPIRED -> expired();
            case GONE -> gone();
            case HTML ->
                of(
                        200,
                        "text/html",
                        "<!doctype html><title>Sign in</title><p>Please sign in.".getBytes(StandardCharsets.UTF_8));
            case EMPTY -> of(200, contentType, new byte[0]);
            case SHORT ->
                new OutputResponse(
                        status,
                        contentType,
                        null,
                        Arrays.copyOf(bytes, bytes.length / 2),
                        0,
                        bytes.length - bytes.length / 2,
                        false,
                        over);
            case GARBAGE -> of(200, contentType, garbage());
            case CHUNKED -> new OutputResponse(status, contentType, location, bytes, padding, missing, true, over);
            case TRICKLE -> {
                var time = Duration.ofSeconds(marking.number());
                yield new OutputResponse(status, contentType, location, bytes, padding, missing, chunked, time);
            }
            case BIG -> {
                var zeros = Math.max(0, marking.number() * 1_000_000L - bytes.length);
                yield new OutputResponse(status, contentType, location, bytes, zeros, missing, chunked, over);
            }
            case REDIRECT -> {
                var to = marking.value() == null ? self + "?direct" : marking.value();
                yield new OutputResponse(302, contentType, to, new byte[0], 0, 0, false, over);
            }
        };
    }

    private byte[] garbage() {
        var spoilt = bytes.clone();
        Arrays.fill(spoilt, 0, Math.min(32, spoilt.length), (byte) '?');
        return spoilt;
    }

    /** What Content-Length says. */
    long announced() {
        return bytes.length + padding + missing;
    }
}
