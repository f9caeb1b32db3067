package dev.darkroom.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of uploads keeps to. */
public abstract class UploadsContract {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final String key = "uploads/somebody/up-" + UUID.randomUUID();
    private final String published = "references/up-" + UUID.randomUUID() + ".png";
    private final byte[] picture = SampleFiles.drawn("png", 64, 48);

    /** The store under test. */
    protected abstract Uploads uploads();

    /** Sends a file as a browser would, with the slot's headers changed or joined by these; the status that came. */
    protected abstract int put(Uploads.Slot slot, byte[] bytes, Map<String, String> headers);

    /** The object as anybody would be served it; empty when there is none. */
    protected abstract Optional<MediaContract.Served> served(String key);

    private Uploads.Slot open(long bytes) {
        return uploads().presign(key, MediaType.PNG, bytes, A_MINUTE);
    }

    private Uploads.Put putPicture() {
        assertEquals(200, put(open(picture.length), picture, Map.of()));
        return uploads().find(key).orElseThrow();
    }

    @Test
    void takesTheFileThatWasAnnounced() {
        var slot = open(picture.length);
        assertEquals("PUT", slot.method());
        assertEquals(Map.of("Content-Type", "image/png"), slot.headers());
        assertTrue(slot.expiresAt().isAfter(Instant.now()), "it is open");
        assertFalse(slot.expiresAt().isAfter(Instant.now().plus(A_MINUTE)), "not for longer than was said");
        assertEquals(Optional.empty(), uploads().find(key), "nothing is there before it is put");

        assertEquals(200, put(slot, picture, Map.of()));
        var found = uploads().find(key).orElseThrow();
        assertEquals(picture.length, found.bytes());
        assertEquals(Optional.of(MediaType.PNG), found.type());
    }

    @Test
    void refusesAnotherLengthTypeOrPlace() {
        assertEquals(403, put(open(picture.length), Arrays.copyOf(picture, picture.length + 1), Map.of()), "longer");
        assertEquals(403, put(open(picture.length), Arrays.copyOf(picture, picture.length - 1), Map.of()), "shorter");
        assertEquals(403, put(open(picture.length), picture, Map.of("Content-Type", "text/html")), "a page");
        var slot = open(picture.length);
        var elsewhere = slot.url().toString().replace("/somebody/", "/another/");
        assertNotEquals(slot.url().toString(), elsewhere);
        var moved = new Uploads.Slot(URI.create(elsewhere), "PUT", slot.headers(), slot.expiresAt());
        assertEquals(403, put(moved, picture, Map.of()), "under another's prefix");
        assertEquals(Optional.empty(), uploads().find(key));
    }

    @Test
    void tellsByTheFirstBytesWhatItIs() {
        var page = "<!doctype html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        assertEquals(200, put(open(page.length), page, Map.of()));
        assertEquals(Optional.empty(), uploads().find(key).orElseThrow().type(), "called a PNG, and none");
    }

    @Test
    void publishesACopyThatIsServedAsWhatItIs() {
        var found = putPicture();
        assertEquals(Optional.empty(), served(published));
        assertTrue(uploads().publish(found, published, MediaType.WEBP));
        var copy = served(published).orElseThrow();
        assertArrayEquals(picture, copy.bytes());
        assertEquals("image/webp", copy.contentType(), "the type that was found, not the one that was announced");
        assertEquals("private, no-store", copy.cacheControl());
        assertTrue(uploads().publish(found, published, MediaType.PNG), "again is no harm");
    }

    @Test
    void publishesNothingButWhatWasLookedAt() {
        var found = putPicture();
        var other = picture.clone();
        other[other.length - 1] ^= 1;
        assertEquals(200, put(open(other.length), other, Map.of()));
        assertFalse(uploads().publish(found, published, MediaType.PNG), "it was put again since");
        assertEquals(Optional.empty(), served(published));
    }

    @Test
    void findsNothingUnderAnotherKey() {
        putPicture();
        assertEquals(Optional.empty(), uploads().find(key.replace("somebody", "another")));
    }
}
