package dev.darkroom.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedCopyTest {

    private final MemoryMedia media = new MemoryMedia();
    private RawServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void storesAPictureUnderItsTrueTypeWithItsTrueSize() {
        var jpeg = SampleFiles.drawn("jpg", 1376, 768);
        var url = server.on("/picture.png", 200, "Content-Type: text/html\r\n", jpeg);
        var copied = copy().copy(url, "generations/abc");
        assertEquals(
                new CopiedFile(
                        "generations/abc.jpg", MediaType.JPEG, jpeg.length, OptionalInt.of(1376), OptionalInt.of(768)),
                copied);
        var served = media.served("generations/abc.jpg").orElseThrow();
        assertArrayEquals(jpeg, served.bytes());
        assertEquals("image/jpeg", served.contentType());
    }

    @Test
    void storesABodyOfUnknownLength() {
        var png = SampleFiles.drawn("png", 30, 20);
        var url = server.on("/a", out -> {
            out.write(RawServer.head(200, "Transfer-Encoding: chunked\r\n"));
            out.write((Integer.toHexString(png.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.write(png);
            out.write("\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        });
        assertEquals(png.length, copy().copy(url, "generations/abc-2").bytes());
        assertArrayEquals(
                png, media.served("generations/abc-2.png").orElseThrow().bytes());
    }

    @Test
    void storesAFileThatDoesNotTellItsSize() {
        var url = server.on("/a", 200, "", SampleFiles.mp4WithIndexAtEnd());
        var copied = copy().copy(url, "generations/abc");
        assertEquals(MediaType.MP4, copied.type());
        assertEquals(OptionalInt.empty(), copied.width());
    }

    @Test
    void readsTheSizeOfAJpegBehindManySegments() {
        var url = server.on("/a", 200, "", SampleFiles.jpegWithSegments(200_000));
        assertEquals(OptionalInt.of(321), copy().copy(url, "generations/abc").width());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Sign in</body></html>",
                "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>",
                "{\"error\":\"expired\"}",
                "GIF8",
            })
    void findsTheFileGoneWhenSomethingElseAnswers(String body) {
        var url = server.on("/secret", 200, "Content-Type: image/png\r\n", body.getBytes(StandardCharsets.UTF_8));
        refused(SourceGone.class, url);
    }

    @Test
    void tellsEveryOtherFailureApart() {
        var png = SampleFiles.drawn("png", 30, 20);
        refused(SourceGone.class, server.on("/secret1", 403, "", "<Error/>".getBytes(StandardCharsets.UTF_8)));
        refused(SourceUnavailable.class, server.on("/secret2", 503, "", png));
        refused(SourceUnavailable.class, server.on("/secret3", out -> {
            out.write(RawServer.head(200, "Content-Length: " + (png.length + 1) + "\r\n"));
            out.write(png);
        }));
        refused(OutputTooLarge.class, server.on("/secret4", 200, "", new byte[2_000_000]));
        refused(SourceForbidden.class, URI.create("https://169.254.169.254/secret5"));
        media.fail(true);
        refused(StoreUnavailable.class, server.on("/secret6", 200, "", png));
    }

    @Test
    void fetchesAgainWhenItIsTriedAgain() {
        var png = SampleFiles.drawn("png", 30, 20);
        var url = server.on("/a", 200, "", png);
        media.fail(true);
        assertThrows(StoreUnavailable.class, () -> copy().copy(url, "generations/abc"));
        media.fail(false);
        assertEquals(copy().copy(url, "generations/abc"), copy().copy(url, "generations/abc"));
        assertEquals(3, server.requests.size());
    }

    private void refused(Class<? extends CopyFailure> failure, URI url) {
        var thrown = assertThrows(failure, () -> copy().copy(url, "generations/abc"), url.toString());
        for (Throwable any = thrown; any != null; any = any.getCause()) {
            var message = any.getMessage();
            Stream.of("secret", "127.0.0.1", "169.254").forEach(part -> assertFalse(message.contains(part), message));
        }
        assertEquals(
                Optional.empty(),
                Stream.of(MediaType.values())
                        .filter(type -> media.served("generations/abc." + type.extension())
                                .isPresent())
                        .findAny());
    }

    private GuardedCopy copy() {
        var tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
        return new GuardedCopy(
                new GuardedFetch(FetchLimits.ofBytes(1_000_000), server.uri("/"), Dialer.system(), tls), media);
    }
}
