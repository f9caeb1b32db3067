package dev.darkroom.aws;

import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What a store says of a file, and how long it is. An answer to HEAD may leave the length out (RFC 9110, 8.6), and
 * Cloudflare's cache takes it away (minio 19259): then the first byte is asked for, whose answer says of how many it is.
 */
public final class ObjectLength {

    private static final Pattern RANGE = Pattern.compile("bytes [^/]*/([0-9]{1,18})");

    private ObjectLength() {}

    /**
     * @param version the ETag that the file must still have; null for any
     * @return with a null length where the store does not tell it in any way
     */
    public static HeadObjectResponse fetch(S3Client s3, String bucket, String key, String version) {
        var head = s3.headObject(b -> b.bucket(bucket).key(key).ifMatch(version));
        return head.contentLength() != null
                ? head
                : head.toBuilder()
                        .contentLength(askLength(s3, bucket, key, head.eTag()))
                        .build();
    }

    private static Long askLength(S3Client s3, String bucket, String key, String version) {
        try {
            return length(s3.getObjectAsBytes(
                            b -> b.bucket(bucket).key(key).ifMatch(version).range("bytes=0-0"))
                    .response());
        } catch (S3Exception e) {
            if (e.statusCode() == 416) {
                return 0L; // it has no first byte
            }
            throw e;
        }
    }

    /** {@code bytes 0-255/1000} is of 1000 bytes; an answer that is no part of the file (200) is all of it. */
    static Long length(GetObjectResponse part) {
        var range = RANGE.matcher(part.contentRange() == null ? "" : part.contentRange());
        if (range.matches()) {
            return Long.valueOf(range.group(1));
        }
        return part.sdkHttpResponse().statusCode() == 200 ? part.contentLength() : null;
    }
}
