package dev.darkroom.visitor;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes under the site's own secret key (HMAC-SHA256): nobody else can make or undo them. */
final class KeyedHash {

    /** What {@link #id} and {@link #base32} make: the form of every task's id. */
    static final Pattern ID = Pattern.compile("[a-z2-7]{32}");

    /** The form of every upload's id, which cannot be taken for a task's. */
    static final Pattern UPLOAD_ID = Pattern.compile("up-[a-z2-7]{32}");

    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

    private final Supplier<String> key;

    KeyedHash(Supplier<String> key) {
        this.key = key;
    }

    /** 22 characters: 128 bits. The purpose keeps hashes of different things apart. */
    String hash(String purpose, String text) {
        var bytes = new byte[16];
        System.arraycopy(mac(purpose, text), 0, bytes, 0, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** 32 lower-case characters: 160 bits, fit for a key, a path and an execution's name. */
    String id(String purpose, String text) {
        return base32(mac(purpose, text));
    }

    /** The first 160 bits as 32 characters. */
    static String base32(byte[] bytes) {
        var text = new StringBuilder(32);
        for (var bit = 0; bit < 160; bit += 5) {
            var pair = (bytes[bit / 8] & 0xff) << 8 | (bit / 8 + 1 < bytes.length ? bytes[bit / 8 + 1] & 0xff : 0);
            text.append(BASE32.charAt(pair >> (11 - bit % 8) & 31));
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }

    /** Whether two texts are equal, in a time that tells nothing of how far they are. */
    static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] mac(String purpose, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.get().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
