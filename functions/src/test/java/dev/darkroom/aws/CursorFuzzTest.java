package dev.darkroom.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.darkroom.fuzz.Mutations;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cursors come back from anybody. */
class CursorFuzzTest {

    private static final List<byte[]> CURSORS = List.of(
            Base64.getUrlEncoder().encode(("2026-11-22T12:00:00Z" + "#" + "a".repeat(32)).getBytes(UTF_8)),
            Base64.getUrlEncoder().encode("00001795348800000000#".getBytes(UTF_8)),
            "=".getBytes(UTF_8));

    @Test
    void cursors() {
        Mutations.of(CURSORS, CursorFuzzTest::cursor);
    }

    static void cursor(byte[] input) {
        try {
            Cursor.decode(new String(input, UTF_8), "visitor");
        } catch (IllegalArgumentException e) {
            // Not one of ours.
        }
    }
}
