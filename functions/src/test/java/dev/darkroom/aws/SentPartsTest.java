package dev.darkroom.aws;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentPartsTest {

    /** A store takes ten thousand parts of one file. */
    @Test
    void theLargestOutputHasNoMorePartsThanAStoreTakes() {
        var most = new Settings(Map.of("MAX_OUTPUT_BYTES", "80000000000")).maxOutputBytes();
        assertTrue(most <= 10_000L * SentParts.SIZE, most + " bytes");
    }
}
