package dev.darkroom.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.darkroom.fuzz.Mutations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What somebody else's server may send: files of every type, heads of answers, chunks, addresses. */
class MediaFuzzTest {

    private static final List<byte[]> FILES = List.of(
            SampleFiles.drawn("png", 64, 48),
            SampleFiles.drawn("jpg", 64, 48),
            SampleFiles.drawn("gif", 64, 48),
            SampleFiles.webpLossy(64, 48),
            SampleFiles.webpLossless(64, 48),
            SampleFiles.webpExtended(64, 48),
            SampleFiles.avif(64, 48),
            SampleFiles.mp4(64, 48),
            SampleFiles.mp4WithIndexAtEnd(),
            SampleFiles.jpegWithSegments(3000));

    private static final List<byte[]> ANSWERS = List.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Type: image/png\r\n\r\nabc".getBytes(ISO_8859_1),
            "HTTP/1.1 302 Found\r\nLocation: https://example.com/a?b#c\r\n\r\n".getBytes(ISO_8859_1),
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nA: b\r\n\r\n"
                    .getBytes(ISO_8859_1));

    private static final List<byte[]> URLS = List.of(
            "https://example.com/a.png?b=c".getBytes(ISO_8859_1),
            "https://[2606:4700::1111]:8443/".getBytes(ISO_8859_1),
            "https://user@0x7f.1:99999/..%2f".getBytes(ISO_8859_1));

    @Test
    void filesOfEveryKind() {
        Mutations.of(FILES, MediaFuzzTest::file);
    }

    static void file(byte[] input) {
        MediaType.of(Arrays.copyOf(input, Math.min(input.length, MediaType.ENOUGH)));
        for (var type : MediaType.values()) {
            DimensionsReader.read(type, input).ifPresent(found -> {
                if (found.width() <= 0 || found.height() <= 0) {
                    throw new IllegalStateException(type + " of " + found);
                }
            });
        }
    }

    @Test
    void answers() {
        Mutations.of(ANSWERS, MediaFuzzTest::answer);
    }

    static void answer(byte[] input) {
        var in = new ByteArrayInputStream(input);
        try {
            var head = ResponseHead.read(in);
            head.location();
            head.verify();
            head.length();
            (head.isChunked() ? new ChunkedInputStream(in) : in).readAllBytes();
        } catch (IOException | CopyFailure e) {
            // What cannot be read plainly is refused.
        }
    }

    @Test
    void addresses() {
        Mutations.of(URLS, MediaFuzzTest::address);
    }

    static void address(byte[] input) {
        try {
            var origin = Origin.of(new URI(new String(input, ISO_8859_1)));
            origin.authority();
            origin.literal().ifPresent(PublicAddress::is);
        } catch (URISyntaxException | SourceForbidden e) {
            // Refused.
        } catch (IllegalArgumentException e) {
            // GuardedFetch refuses it as an address that is not spelled plainly.
        }
    }
}
