package dev.darkroom.aws;

import static dev.darkroom.aws.S3Calls.asked;

import dev.darkroom.media.MediaType;
import dev.darkroom.media.Uploads;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Uploads to S3, or to a store that speaks its language, by presigned requests. */
public final class S3Uploads implements Uploads {

    private static final String FIRST_BYTES = "bytes=0-" + (MediaType.ENOUGH - 1);

    private final S3Client s3;
    private final S3Presigner presigner;
    private final String bucket;

    public S3Uploads(S3Client s3, S3Presigner presigner, String bucket) {
        this.s3 = Objects.requireNonNull(s3, "s3");
        this.presigner = Objects.requireNonNull(presigner, "presigner");
        this.bucket = Objects.requireNonNull(bucket, "bucket");
    }

    @Override
    public Slot open(String key, MediaType type, long bytes, Duration validity) {
        // What is named here is signed: the store refuses another length or type.
        var signed = asked(() -> presigner.presignPutObject(b -> b.signatureDuration(validity)
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
        return asked(() -> {
            try {
                var head =
                        s3.getObjectAsBytes(get -> get.bucket(bucket).key(key).range(FIRST_BYTES));
                var file = head.response();
                var type = MediaType.of(head.asByteArrayUnsafe());
                return Optional.of(new Put(key, length(file.contentRange()), type, file.eTag()));
            } catch (S3Exception e) {
                // Without the right to list the bucket, S3 says 403 of what is not there (S3's API reference,
                // GetObject).
                if (e.statusCode() == 404 || e.statusCode() == 403) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public boolean publish(Put found, String key, MediaType type) {
        return asked(() -> {
            try {
                s3.copyObject(copy -> copy.sourceBucket(bucket)
                        .sourceKey(found.key())
                        .copySourceIfMatch(found.version())
                        .destinationBucket(bucket)
                        .destinationKey(key)
                        .metadataDirective(MetadataDirective.REPLACE)
                        .contentType(type.contentType())
                        .cacheControl("private, no-store")
                        .overrideConfiguration(CallLimits.PART.alone()));
                return true;
            } catch (S3Exception e) {
                if (e.statusCode() == 412 || e.statusCode() == 404) {
                    return false;
                }
                throw e;
            }
        });
    }

    /** {@code bytes 0-255/1000} is of 1000 bytes. */
    private static long length(String contentRange) {
        return Long.parseLong(contentRange.substring(contentRange.indexOf('/') + 1));
    }
}
