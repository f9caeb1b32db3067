package dev.darkroom.hiapi;

import java.time.Duration;
import java.time.Instant;

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
        return Finding.FORGED;
    }
}
