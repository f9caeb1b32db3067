package dev.darkroom.hiapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks that a callback comes from HiAPI: {@code X-HiAPI-Signature} is the hex HMAC-SHA256, under the account's
 * webhook key, of {@code X-HiAPI-Timestamp}, a full stop and the raw body (HiAPI's docs and SDKs, 2026).
 */
public final class CallbackSignature {
    /** How far the timestamp may be from now, either way; what HiAPI's SDKs recommend. */
    public static final Duration TOLERANCE = Duration.ofSeconds(300);

    /** What the check found. Only {@link #VALID} may be believed. */
    public enum Finding {
        VALID,
        /** A header is missing: an account without a webhook key sends none. */
        UNSIGNED,
        /** The signature does not fit the key, the timestamp and the body. */
        FORGED,
        /** Genuine, but too old or too far ahead: perhaps a replay. */
        STALE
    }

    private CallbackSignature() {}

    /**
     * @param secret the account's webhook key
     * @param timestamp the header {@code X-HiAPI-Timestamp}, Unix seconds; null when it is missing
     * @param signature the header {@code X-HiAPI-Signature}; null when it is missing
     * @param rawBody the bytes as they came
     */
    public static Finding verify(String secret, String timestamp, String signature, byte[] rawBody, Instant now) {
        if (isAbsent(timestamp) || isAbsent(signature)) {
            return Finding.UNSIGNED;
        }
        var time = timestamp.strip();
        var hex = signature.strip();
        // Without a secret anybody could sign, so nothing is ever valid.
        if (isAbsent(secret) || !time.matches("[0-9]{1,15}") || !hex.matches("[0-9a-fA-F]{64}")) {
            return Finding.FORGED;
        }
        if (!MessageDigest.isEqual(sign(secret, time, rawBody), HexFormat.of().parseHex(hex))) {
            return Finding.FORGED;
        }
        var distance = Math.abs(now.getEpochSecond() - Long.parseLong(time));
        return distance > TOLERANCE.toSeconds() ? Finding.STALE : Finding.VALID;
    }

    private static byte[] sign(String secret, String time, byte[] rawBody) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update((time + ".").getBytes(UTF_8));
            return mac.doFinal(rawBody);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", missing);
        }
    }

    private static boolean isAbsent(String text) {
        return text == null || text.isBlank();
    }
}
