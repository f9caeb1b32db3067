package dev.darkroom.aws;

import dev.darkroom.media.Media.Stored;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the store itself says that it has, whatever it answered to a write. */
record Stock(S3Client s3, String bucket, S3Calls calls) {

    /** What is under the key; empty when nothing is. */
    Optional<Stored> find(String key) {
        return head(key).map(head -> stored(key, head));
    }

    /**
     * A mark of what is there before a write. What breaks off on its way to S3 is never there: it is not asked.
     *
     * @return empty when nothing is there, or where nobody needs to know
     */
    Optional<Mark> mark(String key) {
        return calls.isAmazons() ? Optional.empty() : head(key).map(Mark::of);
    }

    /**
     * The object if it is what was sent. What was cut off is deleted, unless it was there before: nobody shall be shown half
     * a file.
     */
    Optional<Stored> findWhole(String key, Sent sent, Optional<Mark> before) {
        var head = head(key);
        if (head.isEmpty() || isWhole(key, head.get(), sent)) {
            return head.map(found -> stored(key, found));
        }
        var found = Mark.of(head.get());
        if (!calls.isAmazons()
                && found.bytes() < sent.bytes()
                && !Optional.of(found).equals(before)) {
            s3.deleteObject(b -> b.bucket(bucket).key(key));
        }
        return Optional.empty();
    }

    /** By what one object is told from the next under the same key. */
    record Mark(String etag, long bytes, Instant modified) {
        private static Mark of(HeadObjectResponse head) {
            return new Mark(head.eTag(), length(head), head.lastModified());
        }
    }

    private Optional<HeadObjectResponse> head(String key) {
        try {
            return Optional.of(s3.headObject(b -> b.bucket(bucket).key(key)));
        } catch (S3Exception e) {
            if (calls.isMissing(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Stored stored(String key, HeadObjectResponse head) {
        var type = head.contentType();
        return new Stored(key, length(head), type == null ? "application/octet-stream" : type);
    }

    private static long length(HeadObjectResponse head) {
        return head.contentLength() == null ? -1 : head.contentLength();
    }

    /** An ETag that looks like the MD5 and is another one may be of other bytes, or no MD5: only the bytes can tell. */
    private boolean isWhole(String key, HeadObjectResponse head, Sent sent) {
        return length(head) == sent.bytes()
                && (sent.isProvenBy(head.eTag()) || !Sent.mayTell(head.eTag()) || isReadBack(key, sent));
    }

    /** In pieces: the client holds each answer as a whole. */
    private boolean isReadBack(String key, Sent sent) {
        var from = 0L;
        for (var part : sent.parts()) {
            var md5 = Sent.md5();
            var end = from + part.bytes();
            for (; from < end; from += S3Media.PART) {
                var range = "bytes=" + from + "-" + (Math.min(end, from + S3Media.PART) - 1);
                md5.update(s3.getObjectAsBytes(b ->
                                b.bucket(bucket).key(key).range(range).overrideConfiguration(CallLimits.PART.alone()))
                        .asByteArrayUnsafe());
            }
            from = end;
            if (!Arrays.equals(part.md5(), md5.digest())) {
                return false;
            }
        }
        return true;
    }
}
