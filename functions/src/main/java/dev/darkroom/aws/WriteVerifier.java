package dev.darkroom.aws;

import dev.darkroom.media.Media.Stored;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the store itself says that it has, whatever it answered to a write. */
record WriteVerifier(S3Client s3, String bucket, S3Calls calls) {

    /**
     * A mark of what is there before a write. What breaks off on its way to S3 is never there: it is not asked.
     *
     * @return empty when nothing is there, or where nobody needs to know
     */
    Optional<Mark> fetchSnapshot(String key) {
        return calls.isAmazons() ? Optional.empty() : fetchHead(key).map(Mark::of);
    }

    /**
     * The object if it is what was sent. What was cut off is deleted, unless it was there before: nobody shall be shown half
     * a file. What is not known to be shorter stays.
     */
    Optional<Stored> findVerified(String key, SentParts sent, Optional<Mark> before) {
        var head = fetchHead(key);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        if (verify(key, head.get(), sent)) {
            return Optional.of(new Stored(key, sent.bytes(), type(head.get())));
        }
        var found = Mark.of(head.get());
        if (!calls.isAmazons()
                && found.bytes() != null
                && found.bytes() < sent.bytes()
                && !Optional.of(found).equals(before)) {
            s3.deleteObject(b -> b.bucket(bucket).key(key));
        }
        return Optional.empty();
    }

    /**
     * By what one object is told from the next under the same key.
     *
     * @param bytes null where the store does not tell
     */
    record Mark(String etag, Long bytes, Instant modified) {
        private static Mark of(HeadObjectResponse head) {
            return new Mark(head.eTag(), head.contentLength(), head.lastModified());
        }
    }

    private Optional<HeadObjectResponse> fetchHead(String key) {
        try {
            return Optional.of(ObjectLength.fetch(s3, bucket, key, null));
        } catch (S3Exception e) {
            if (S3Calls.isNotFound(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String type(HeadObjectResponse head) {
        return head.contentType() == null ? "application/octet-stream" : head.contentType();
    }

    /** An ETag that looks like the MD5 and is another one may be of other bytes, or no MD5: only the bytes can tell. */
    private boolean verify(String key, HeadObjectResponse head, SentParts sent) {
        if (head.contentLength() == null) {
            return sent.matchesEtag(head.eTag()) || readBack(key, sent);
        }
        return head.contentLength() == sent.bytes()
                && (sent.matchesEtag(head.eTag()) || !SentParts.isMd5Etag(head.eTag()) || readBack(key, sent));
    }

    /** In pieces: the client holds each answer as a whole. The last one is asked for with a byte more, which must not be there. */
    private boolean readBack(String key, SentParts sent) {
        var from = 0L;
        var all = sent.bytes();
        for (var part : sent.parts()) {
            var md5 = SentParts.md5();
            var end = from + part.bytes();
            for (; from < end; from += SentParts.SIZE) {
                var to = Math.min(end, from + SentParts.SIZE);
                var range = "bytes=" + from + "-" + (to == all ? to : to - 1);
                md5.update(s3.getObjectAsBytes(b -> b.bucket(bucket)
                                .key(key)
                                .range(range)
                                .overrideConfiguration(CallTimeouts.PART.requestOverride()))
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
