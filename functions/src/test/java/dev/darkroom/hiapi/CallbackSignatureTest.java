package dev.darkroom.hiapi;

import static dev.darkroom.hiapi.CallbackSignature.Finding.FORGED;
import static dev.darkroom.hiapi.CallbackSignature.Finding.UNSIGNED;
import static dev.darkroom.hiapi.CallbackSignature.Finding.VALID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The signatures were made by another implementation:
 * {@code printf '%s' '1790000043.<body>' | openssl dgst -sha256 -hmac <secret>}.
 */
class CallbackSignatureTest {
    private static final String SECRET = "a-webhook-key-for-tests";
    private static final String TIME = "1790000043";
    private static final byte[] BODY =
            "{\"taskId\":\"tk-hiapi-01\",\"status\":\"success\",\"note\":\"déjà vu\"}".getBytes(UTF_8);
    private static final String SIGNATURE = "2af3bb2f2653358236920b3e8e62b122181fd3d40c8edc93ed27d405f43a31f9";
    private static final Instant NOW = Instant.ofEpochSecond(1790000043);

    @Test
    void believesAGenuineCallback() {
        assertEquals(VALID, CallbackSignature.verify(SECRET, TIME, SIGNATURE, BODY, NOW));
        assertEquals(VALID, CallbackSignature.verify(SECRET, " " + TIME, SIGNATURE + " ", BODY, NOW));
        assertEquals(VALID, CallbackSignature.verify(SECRET, TIME, SIGNATURE.toUpperCase(Locale.ROOT), BODY, NOW));
    }

    @ParameterizedTest
    @CsvSource({"-301, STALE", "-300, VALID", "0, VALID", "299, VALID", "300, VALID", "301, STALE", "86400, STALE"})
    void believesOnlyAFreshOne(long secondsLater, CallbackSignature.Finding finding) {
        assertEquals(finding, CallbackSignature.verify(SECRET, TIME, SIGNATURE, BODY, NOW.plusSeconds(secondsLater)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void callsItUnsignedWhenAHeaderIsMissing(String absent) {
        assertEquals(UNSIGNED, CallbackSignature.verify(SECRET, absent, SIGNATURE, BODY, NOW));
        assertEquals(UNSIGNED, CallbackSignature.verify(SECRET, TIME, absent, BODY, NOW));
    }

    @Test
    void seesThroughAForgery() {
        var other = SIGNATURE.replace(SIGNATURE.charAt(0), SIGNATURE.charAt(0) == 'a' ? 'b' : 'a');
        assertEquals(FORGED, CallbackSignature.verify(SECRET, TIME, other, BODY, NOW));
        assertEquals(FORGED, CallbackSignature.verify("another-webhook-key", TIME, SIGNATURE, BODY, NOW));
        assertEquals(FORGED, CallbackSignature.verify(SECRET, "1790000044", SIGNATURE, BODY, NOW));
        var changed = BODY.clone();
        changed[changed.length - 2] ^= 1;
        assertEquals(FORGED, CallbackSignature.verify(SECRET, TIME, SIGNATURE, changed, NOW));
        assertEquals(FORGED, CallbackSignature.verify(SECRET, TIME, SIGNATURE, new byte[0], NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "0",
                "zz",
                "sha256=2af3bb2f2653358236920b3e8e62b122181fd3d40c8edc93ed27d405f43a31f9",
                "2af3bb2f2653358236920b3e8e62b122181fd3d40c8edc93ed27d405f43a31f900"
            })
    void refusesASignatureOfTheWrongShape(String signature) {
        assertEquals(FORGED, CallbackSignature.verify(SECRET, TIME, signature, BODY, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "-1790000043", "1790000043.0", "99999999999999999999", "१७९००"})
    void refusesATimeOfTheWrongShape(String time) {
        assertEquals(FORGED, CallbackSignature.verify(SECRET, time, SIGNATURE, BODY, NOW));
    }

    @Test
    void believesNothingWithoutASecret() {
        assertEquals(FORGED, CallbackSignature.verify("", TIME, SIGNATURE, BODY, NOW));
        assertEquals(FORGED, CallbackSignature.verify(null, TIME, SIGNATURE, BODY, NOW));
    }
}
