package dev.darkroom.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of media keeps to. */
public abstract class MediaContract {

    private static final int MIB = 1024 * 1024;
    private static final String CACHE_CONTROL = "public, max-age=31536000, immutable";

    private final String key = "generations/" + UUID.randomUUID() + ".png";

    /** The store under test. */
    protected abstract Media media();

    /** The object as anybody would be served it; empty when there is none. */
    protected abstract Optional<Served> served(String key);

    /** An object with the headers that matter. */
    public record Served(byte[] bytes, String contentType, String cacheControl) {}

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 16 * MIB, 16 * MIB + 1, 40 * MIB})
    void storesExactlyWhatCame(int size) {
        var bytes = random(size);

        assertEquals(new Media.Stored(key, size, "image/png"), media().store(key, MediaType.PNG, known(bytes)));
        assertArrayEquals(bytes, served(key).orElseThrow().bytes(), "of known length");

        assertEquals(new Media.Stored(key, size, "image/png"), media().store(key, MediaType.PNG, unknown(bytes)));
        assertArrayEquals(bytes, served(key).orElseThrow().bytes(), "of unknown length");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 20 * MIB})
    void servesTheTrueTypeToBeCachedForGood(int size) {
        for (var body : List.of(known(random(size)), unknown(random(size)))) {
            media().delete(List.of(key));
            media().store(key, MediaType.MP4, body);

            var served = served(key).orElseThrow();
            assertEquals("video/mp4", served.contentType());
            assertEquals(CACHE_CONTROL, served.cacheControl());
            assertEquals(size, served.bytes().length);
        }
    }

    @Test
    void storesAPeekedBodyFromItsFirstByte() {
        var bytes = random(100_000);
        var body = known(bytes);
        body.peek(50_000);
        media().store(key, MediaType.PNG, body);
        assertArrayEquals(bytes, served(key).orElseThrow().bytes());
    }

    @Test
    void storesTheSameObjectAgain() {
        var bytes = random(3000);
        var first = media().store(key, MediaType.PNG, known(bytes));
        assertEquals(first, media().store(key, MediaType.PNG, known(bytes)));
        assertArrayEquals(bytes, served(key).orElseThrow().bytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 9 * MIB, 20 * MIB})
    void leavesNothingBehindWhenTheBodyBreaksOff(int size) {
        var known = new Body(breakingOff(size), OptionalLong.of(size + 10_000L), Long.MAX_VALUE);
        assertThrows(SourceUnavailable.class, () -> media().store(key, MediaType.PNG, known));
        assertEquals(Optional.empty(), served(key).map(Served::contentType));

        var unknown = new Body(breakingOff(size), OptionalLong.empty(), Long.MAX_VALUE);
        assertThrows(SourceUnavailable.class, () -> media().store(key, MediaType.PNG, unknown));
        assertEquals(Optional.empty(), served(key).map(Served::contentType));
    }

    @Test
    void leavesNothingBehindWhenTheBodyEndsEarly() {
        var body = new Body(new ByteArrayInputStream(random(5000)), OptionalLong.of(6000), Long.MAX_VALUE);
        assertThrows(SourceUnavailable.class, () -> media().store(key, MediaType.PNG, body));
        assertEquals(Optional.empty(), served(key).map(Served::contentType));
    }

    @Test
    void leavesNothingBehindWhenTheBodyIsTooLarge() {
        var body = new Body(new ByteArrayInputStream(random(18 * MIB)), OptionalLong.empty(), 17 * MIB);
        assertThrows(OutputTooLarge.class, () -> media().store(key, MediaType.PNG, body));
        assertEquals(Optional.empty(), served(key).map(Served::contentType));
    }

    @Test
    void keepsTheOldObjectWhenANewOneBreaksOff() {
        var bytes = random(3000);
        media().store(key, MediaType.PNG, known(bytes));
        var body = new Body(breakingOff(1000), OptionalLong.of(3000), Long.MAX_VALUE);
        assertThrows(SourceUnavailable.class, () -> media().store(key, MediaType.PNG, body));
        assertArrayEquals(bytes, served(key).orElseThrow().bytes());
    }

    @Test
    void deletesWhatIsThereAndMindsNothingElse() {
        media().store(key, MediaType.PNG, known(random(10)));
        media().delete(List.of(key, "generations/never-there.png"));
        media().delete(List.of(key));
        media().delete(List.of());
        assertEquals(Optional.empty(), served(key).map(Served::contentType));
    }

    private static InputStream breakingOff(int size) {
        return new SequenceInputStream(new ByteArrayInputStream(random(size)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        });
    }

    private static Body known(byte[] bytes) {
        return new Body(new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length), Long.MAX_VALUE);
    }

    private static Body unknown(byte[] bytes) {
        return new Body(new ByteArrayInputStream(bytes), OptionalLong.empty(), Long.MAX_VALUE);
    }

    private static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
