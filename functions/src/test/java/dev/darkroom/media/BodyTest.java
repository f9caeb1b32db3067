package dev.darkroom.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.darkroom.fuzz.Inputs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BodyTest {

    @Test
    void givesEveryByteAfterAnyPeeks() {
        Inputs.forAll(1000, inputs -> {
            var bytes = inputs.bytes(255);
            var first = inputs.between(0, 300);
            var second = inputs.between(0, 300);
            var body = body(bytes, OptionalLong.empty(), Long.MAX_VALUE);
            assertArrayEquals(Arrays.copyOf(bytes, Math.min(first, bytes.length)), body.peek(first));
            assertArrayEquals(Arrays.copyOf(bytes, Math.min(second, bytes.length)), body.peek(second));
            assertArrayEquals(bytes, body.readAllBytes());
            assertEquals(bytes.length, body.count());
        });
    }

    @Test
    void readsNothingBeyondItsLength() throws IOException {
        assertEquals(3, body(new byte[9], OptionalLong.of(3), 9).readAllBytes().length);
    }

    @Test
    void isNeverShorterThanAnnounced() {
        assertThrows(
                SourceUnavailable.class,
                () -> body(new byte[9], OptionalLong.of(10), 99).readAllBytes());
        assertThrows(
                SourceUnavailable.class,
                () -> body(new byte[9], OptionalLong.of(10), 99).peek(99));
    }

    @Test
    void isNeverLargerThanAllowed() throws IOException {
        assertEquals(9, body(new byte[9], OptionalLong.of(9), 9).readAllBytes().length);
        assertEquals(9, body(new byte[9], OptionalLong.empty(), 9).readAllBytes().length);
        assertThrows(
                OutputTooLarge.class,
                () -> body(new byte[9], OptionalLong.empty(), 8).readAllBytes());
        assertThrows(OutputTooLarge.class, () -> body(new byte[9], OptionalLong.of(9), 8));
    }

    @Test
    void isNotLookedIntoOnceItIsRead() {
        var body = body(new byte[9], OptionalLong.of(9), 9);
        body.read();
        assertThrows(IllegalStateException.class, () -> body.peek(2));
    }

    private static Body body(byte[] bytes, OptionalLong length, long maxBytes) {
        return new Body(new ByteArrayInputStream(bytes), length, maxBytes);
    }
}
