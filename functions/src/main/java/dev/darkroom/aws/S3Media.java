package dev.darkroom.aws;

import static dev.darkroom.aws.S3Calls.asked;

import dev.darkroom.media.Body;
import dev.darkroom.media.Media;
import dev.darkroom.media.MediaType;
import dev.darkroom.task.TimeLimit;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Media in S3, or in a store that speaks its language, such as Cloudflare R2. */
public final class S3Media implements Media {

    /** Never asked for again: a key is never used for other bytes. */
    public static final String CACHE_CONTROL = "public, max-age=31536000, immutable";

    /** Bytes in a part. S3 wants 5 MiB or more, R2 wants all but the last to be of one size. */
    public static final int PART = 8 * 1024 * 1024;

    /** Up to here a failed upload costs less when it is sent again as a whole than parts cost always. */
    private static final long LARGEST_PUT = 256L * 1024 * 1024;

    private final S3Client s3;
    private final String bucket;

    public S3Media(S3Client s3, String bucket) {
        this.s3 = Objects.requireNonNull(s3, "s3");
        this.bucket = Objects.requireNonNull(bucket, "bucket");
    }

    /**
     * A client as this class needs it; region, credentials and endpoint are the caller's. Checksums only where S3
     * insists on them: R2 and S3Proxy do not know every kind that the SDK sends by default (since its 2.30).
     */
    public static S3ClientBuilder client() {
        return S3Client.builder()
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnections.builder(plain -> plain.socketTimeout(Duration.ofSeconds(60))));
    }

    @Override
    public Stored store(String key, MediaType type, Body body) {
        var length = body.length();
        var bytes = asked(() -> length.isPresent() && length.getAsLong() <= LARGEST_PUT
                ? put(key, type, length.getAsLong(), again(new Replay(body)))
                : putInParts(key, type, body));
        return new Stored(key, bytes, type.contentType());
    }

    @Override
    public Optional<Stored> find(String key) {
        return asked(() -> {
            try {
                var head = s3.headObject(b -> b.bucket(bucket).key(key));
                return Optional.of(new Stored(key, head.contentLength(), head.contentType()));
            } catch (S3Exception e) {
                if (e.statusCode() == 404) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public void delete(Collection<String> keys) {
        // One by one: deleting many at once needs a checksum that not every store knows, and a task has few files.
        for (var key : keys) {
            asked(() -> s3.deleteObject(b -> b.bucket(bucket).key(key)));
        }
    }

    private long put(String key, MediaType type, long length, ContentStreamProvider content) {
        s3.putObject(
                b -> b.bucket(bucket)
                        .key(key)
                        .contentType(type.contentType())
                        .cacheControl(CACHE_CONTROL)
                        .overrideConfiguration(CallLimits.ofFile(length).alone()),
                RequestBody.fromContentProvider(content, length, type.contentType()));
        return length;
    }

    /** One buffer serves every part, and the SDK may read it again when a part has to be sent twice. */
    private long putInParts(String key, MediaType type, Body body) {
        var buffer = new byte[PART];
        var filled = fill(buffer, body);
        if (filled < PART) {
            return put(key, type, filled, part(buffer, filled));
        }
        var upload = s3.createMultipartUpload(b -> b.bucket(bucket)
                        .key(key)
                        .contentType(type.contentType())
                        .cacheControl(CACHE_CONTROL))
                .uploadId();
        try {
            var parts = new ArrayList<CompletedPart>();
            for (; filled > 0; filled = fill(buffer, body)) {
                var number = parts.size() + 1;
                var content = RequestBody.fromContentProvider(part(buffer, filled), filled, type.contentType());
                var sent = s3.uploadPart(
                        b -> b.bucket(bucket)
                                .key(key)
                                .uploadId(upload)
                                .partNumber(number)
                                .overrideConfiguration(CallLimits.PART.alone()),
                        content);
                parts.add(CompletedPart.builder()
                        .partNumber(number)
                        .eTag(sent.eTag())
                        .build());
            }
            s3.completeMultipartUpload(b -> b.bucket(bucket)
                    .key(key)
                    .uploadId(upload)
                    .multipartUpload(m -> m.parts(parts))
                    .overrideConfiguration(CallLimits.PART.alone()));
            return body.count();
        } catch (RuntimeException e) {
            abort(key, upload);
            throw e;
        }
    }

    private void abort(String key, String upload) {
        try {
            TimeLimit.inEveryCase(
                    () -> s3.abortMultipartUpload(b -> b.bucket(bucket).key(key).uploadId(upload)));
        } catch (SdkException e) {
            // The bucket's lifecycle rule clears it away; the first failure is the one that counts.
        }
    }

    private static int fill(byte[] buffer, Body body) {
        return body.readNBytes(buffer, 0, buffer.length);
    }

    private static ContentStreamProvider part(byte[] buffer, int size) {
        return ContentStreamProvider.fromInputStreamSupplier(() -> new ByteArrayInputStream(buffer, 0, size));
    }

    /** The SDK asks a second time when it tries again. */
    private static ContentStreamProvider again(Replay body) {
        return ContentStreamProvider.fromInputStreamSupplier(body::open);
    }
}
