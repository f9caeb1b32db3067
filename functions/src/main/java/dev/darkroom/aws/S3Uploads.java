package dev.darkroom.aws;

import dev.darkroom.media.MediaType;
import dev.darkroom.media.StoreUnavailable;
import dev.darkroom.media.Uploads;
import dev.darkroom.metrics.Meter;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Uploads to S3, or to a store that speaks its language, by presigned requests. */
public final class S3Uploads implements Uploads {

    private static final String FIRST_BYTES = "bytes=0-" + (MediaType.ENOUGH - 1);

    private final S3Client s3;
    private final S3Presigner presigner;
    private final String bucket;
    private final S3Calls calls;

    public S3Uploads(S3Client s3, S3Presigner presigner, String bucket) {
        this(s3, presigner, bucket, reading -> {});
    }

    /** @param meter is told when the store refuses what only the owner can put right */
    public S3Uploads(S3Client s3, S3Presigner presigner, String bucket, Meter meter) {
        this.s3 = Objects.requireNonNull(s3, "s3");
        this.presigner = Objects.requireNonNull(presigner, "presigner");
        this.bucket = Objects.requireNonNull(bucket, "bucket");
        this.calls = S3Calls.of(s3, meter);
    }

    @Override
    public Slot presign(String key, MediaType type, long bytes, Duration validity) {
        // What is named here is signed: the store refuses another length or type.
        var signed = calls.ask(() -> presigner.presignPutObject(b -> b.signatureDuration(validity)
                .putObjectRequest(put -> put.bucket(bucket)
                        .key(key)
                        .contentType(type.contentType())
                        .contentLength(bytes))));
        return new Slot(
                URI.create(signed.url().toString()),
                signed.httpRequest().method().name(),
                Map.of("Content-Type", type.contentType()),
                signed.expiration());
    }

    @Override
    public Optional<Put> find(String key) {
        return calls.ask(() -> {
            try {
                var head =
                        s3.getObjectAsBytes(get -> get.bucket(bucket).key(key).range(FIRST_BYTES));
                var type = MediaType.of(head.asByteArrayUnsafe());
                return Optional.of(new Put(key, fetchLength(key, head.response()), type, version(head.response())));
            } catch (S3Exception e) {
                if (calls.isMissing(e)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public boolean publish(Put found, String key, MediaType type) {
        return calls.ask(() -> {
            try {
                s3.copyObject(copy -> copy.sourceBucket(bucket)
                        .sourceKey(found.key())
                        .copySourceIfMatch(found.version())
                        .destinationBucket(bucket)
                        .destinationKey(key)
                        .metadataDirective(MetadataDirective.REPLACE)
                        .contentType(type.contentType())
                        .cacheControl("private, no-store")
                        .overrideConfiguration(CallTimeouts.PART.requestOverride()));
                return verifyCopy(found, key);
            } catch (S3Exception e) {
                if (e.statusCode() == 412 || S3Calls.isNotFound(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    /**
     * Not every store minds the condition (rclone 1.75 does not). A copy has the ETag of its source where that is an MD5; where
     * it is another, the source must still be what was looked at.
     */
    private boolean verifyCopy(Put found, String key) {
        var copy = find(key);
        if (copy.filter(at -> at.version().equals(found.version())).isPresent()
                || copy.filter(at -> at.bytes() == found.bytes() && at.type().equals(found.type()))
                        .flatMap(_ -> find(found.key()))
                        .filter(found::equals)
                        .isPresent()) {
            return true;
        }
        s3.deleteObject(wrong -> wrong.bucket(bucket).key(key));
        return false;
    }

    /** A store that says nothing of the range, or not of what, is asked again. */
    private long fetchLength(String key, GetObjectResponse part) {
        return Optional.ofNullable(ObjectLength.length(part))
                .or(() -> Optional.ofNullable(
                        ObjectLength.fetch(s3, bucket, key, version(part)).contentLength()))
                .orElseThrow(() -> new StoreUnavailable("The store does not tell how long its files are."));
    }

    private static String version(GetObjectResponse file) {
        return Optional.ofNullable(file.eTag())
                .orElseThrow(
                        () -> new StoreUnavailable("The store gives no ETag, by which one file is told from another."));
    }
}
