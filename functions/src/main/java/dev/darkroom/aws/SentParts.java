package dev.darkroom.aws;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What was sent to the store under one key, in one piece or in parts: by this the store's own word on it is judged. */
final class SentParts {

    /** Bytes in a part. S3 wants 5 MiB or more, R2 wants all but the last to be of one size. */
    static final int SIZE = 8 * 1024 * 1024;

    /** A part by its length and its MD5. */
    record Part(long bytes, byte[] md5) {
        String base64() {
            return Base64.getEncoder().encodeToString(md5);
        }
    }

    /** What an ETag looks like where it may be made of MD5s. */
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}(-[0-9]+)?");

    private final List<Part> parts = new ArrayList<>();
    private boolean inParts;
    private boolean whole;

    /** One part of several. */
    Part add(byte[] buffer, int size) {
        var md5 = md5();
        md5.update(buffer, 0, size);
        return add(size, md5.digest());
    }

    /** All of it, in one piece. */
    Part addLast(byte[] buffer, int size) {
        whole = true;
        return add(buffer, size);
    }

    /** All of it, in one piece. */
    void addLast(long bytes, byte[] md5) {
        whole = true;
        add(bytes, md5);
    }

    private Part add(long bytes, byte[] md5) {
        var part = new Part(bytes, md5);
        parts.add(part);
        return part;
    }

    /** The last part was sent; one alone is a multipart upload too. */
    void completeMultipart() {
        inParts = true;
        whole = true;
    }

    /** Whether all of it is known: before that, the store cannot have it. */
    boolean isWhole() {
        return whole;
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }

    long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    /**
     * Whether the ETag is the one that S3 gives what was sent.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html">S3's user
     *     guide, Using Content-MD5 and the ETag</a>
     */
    boolean matchesEtag(String etag) {
        return bare(etag).equals(etag());
    }

    /** Whether this ETag could tell: one of another look is no MD5, and says nothing. */
    static boolean isMd5Etag(String etag) {
        return MD5.matcher(bare(etag)).matches();
    }

    private static String bare(String etag) {
        return etag == null
                ? ""
                : etag.replaceFirst("^W/", "").replace("\"", "").toLowerCase(Locale.ROOT);
    }

    private String etag() {
        if (!inParts) {
            return HexFormat.of().formatHex(parts.getFirst().md5());
        }
        var all = md5();
        parts.forEach(part -> all.update(part.md5()));
        return HexFormat.of().formatHex(all.digest()) + "-" + parts.size();
    }

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
