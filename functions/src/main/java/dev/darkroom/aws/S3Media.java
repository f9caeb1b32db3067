package dev.darkroom.aws;

import dev.darkroom.media.Body;
import dev.darkroom.media.Media;
import dev.darkroom.media.MediaType;
import dev.darkroom.media.StoreUnavailable;
import dev.darkroom.metrics.Meter;
import dev.darkroom.task.RemainingTime;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Media in S3, or in a store that speaks its language, such as Cloudflare R2. */
public final class S3Media implements Media {

    /** Never asked for again: a key is never used for other bytes. */
    public static final String CACHE_CONTROL = "public, max-age=31536000, immutable";

    /** Up to here a failed upload costs less when it is sent again as a whole than parts cost always. */
    static final long LARGEST_PUT = 256L * 1024 * 1024;

    private final S3Client s3;
    private final String bucket;
    private final long largestPut;
    private final S3Calls calls;
    private final WriteVerifier stored;

    public S3Media(S3Client s3, String bucket) {
        this(s3, bucket, reading -> {});
    }

    /** @param meter is told when the store refuses what only the owner can put right */
    public S3Media(S3Client s3, String bucket, Meter meter) {
        // What breaks off on its way to S3 was never there; another store may keep what it got, even in place of a
        // whole file, and it may know no checksum but one that is sent first. So it gets pieces that are at hand.
        this(s3, bucket, meter, S3Calls.isAmazons(s3) ? LARGEST_PUT : 0);
    }

    /** @param largestPut the largest file, in bytes, that is sent while it comes in */
    S3Media(S3Client s3, String bucket, Meter meter, long largestPut) {
        this.s3 = Objects.requireNonNull(s3, "s3");
        this.bucket = Objects.requireNonNull(bucket, "bucket");
        this.largestPut = largestPut;
        this.calls = S3Calls.of(s3, meter);
        this.stored = new WriteVerifier(s3, bucket, calls);
    }

    /**
     * A client of S3 as this class needs it; region and credentials are the caller's. Checksums only where S3 insists on
     * them: R2 and S3Proxy do not know every kind that the SDK sends by default (since its 2.30).
     */
    public static S3ClientBuilder client() {
        return client(true);
    }

    /**
     * The same for a store at this address. Without {@code aws-chunked}, which some stores write into the file, and without
     * {@code Expect: 100-continue}: where nobody answers that, Java waits for five seconds, and Cloudflare does not answer it
     * (docs/decisions/042).
     */
    public static S3ClientBuilder clientAt(URI endpoint) {
        return client(false)
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build());
    }

    private static S3ClientBuilder client(boolean expects) {
        return S3Client.builder()
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(
                        UrlConnections.builder(plain -> plain.socketTimeout(Duration.ofSeconds(60)), expects));
    }

    @Override
    public Stored store(String key, MediaType type, Body body) {
        return calls.ask(() -> {
            var before = stored.fetchSnapshot(key);
            var sent = new SentParts();
            try {
                send(key, type, body, sent);
            } catch (SdkException e) {
                return RemainingTime.runWithReserve(() -> recover(key, sent, before, e))
                        .orElseThrow(() -> e);
            }
            return stored.findVerified(key, sent, before)
                    .orElseThrow(() -> new StoreUnavailable(
                            "The store said that it took " + sent.bytes() + " bytes, and does not have them."));
        });
    }

    /**
     * What is there after a write that failed: all of it, when only the answer was lost; or a part, which is deleted. Where the
     * store has refused, or not everything was sent, there is nothing to look for.
     */
    private Optional<Stored> recover(
            String key, SentParts sent, Optional<WriteVerifier.Mark> before, SdkException failure) {
        var isRefused =
                failure instanceof S3Exception e && e.statusCode() < 500 && !(e instanceof NoSuchUploadException);
        if (isRefused || !sent.isWhole()) {
            return Optional.empty();
        }
        try {
            return stored.findVerified(key, sent, before);
        } catch (SdkException e) {
            return Optional.empty(); // the first failure is the one that counts
        }
    }

    @Override
    public void delete(Collection<String> keys) {
        // One by one: deleting many at once needs a checksum that not every store knows, and a task has few files.
        for (var key : keys) {
            calls.ask(() -> s3.deleteObject(b -> b.bucket(bucket).key(key)));
        }
    }

    private void send(String key, MediaType type, Body body, SentParts sent) {
        var length = body.length();
        if (length.isPresent() && length.getAsLong() <= largestPut) {
            putAsItComes(key, type, length.getAsLong(), body, sent);
            return;
        }
        // One buffer serves every part, and the SDK may read it again when a part has to be sent twice.
        var buffer = new byte[SentParts.SIZE];
        var filled = fill(buffer, body);
        if (filled < SentParts.SIZE) {
            var part = sent.addLast(buffer, filled);
            put(key, type, filled, part(buffer, filled), put -> put.contentMD5(part.base64()));
        } else {
            sendInParts(key, type, body, buffer, sent);
        }
    }

    private void putAsItComes(String key, MediaType type, long length, Body body, SentParts sent) {
        var md5 = SentParts.md5();
        try {
            put(key, type, length, again(new RewindableBody(new DigestInputStream(body, md5))), put -> {});
        } finally {
            if (body.count() == length) {
                sent.addLast(length, md5.digest());
            }
        }
    }

    private void put(
            String key,
            MediaType type,
            long length,
            ContentStreamProvider content,
            Consumer<PutObjectRequest.Builder> more) {
        s3.putObject(
                b -> b.bucket(bucket)
                        .key(key)
                        .contentType(type.contentType())
                        .cacheControl(CACHE_CONTROL)
                        .applyMutation(more)
                        .overrideConfiguration(CallTimeouts.ofFile(length).requestOverride()),
                RequestBody.fromContentProvider(content, length, type.contentType()));
    }

    private void sendInParts(String key, MediaType type, Body body, byte[] buffer, SentParts sent) {
        var upload = s3.createMultipartUpload(b -> b.bucket(bucket)
                        .key(key)
                        .contentType(type.contentType())
                        .cacheControl(CACHE_CONTROL))
                .uploadId();
        try {
            var parts = new ArrayList<CompletedPart>();
            for (var filled = buffer.length; filled > 0; filled = fill(buffer, body)) {
                parts.add(send(key, type, upload, parts.size() + 1, sent.add(buffer, filled), part(buffer, filled)));
            }
            sent.completeMultipart();
            s3.completeMultipartUpload(b -> b.bucket(bucket)
                    .key(key)
                    .uploadId(upload)
                    .multipartUpload(m -> m.parts(parts))
                    .overrideConfiguration(CallTimeouts.PART.requestOverride()));
        } catch (RuntimeException e) {
            abort(key, upload);
            throw e;
        }
    }

    private CompletedPart send(
            String key, MediaType type, String upload, int number, SentParts.Part part, ContentStreamProvider content) {
        var taken = s3.uploadPart(
                b -> b.bucket(bucket)
                        .key(key)
                        .uploadId(upload)
                        .partNumber(number)
                        .contentMD5(part.base64())
                        .overrideConfiguration(CallTimeouts.PART.requestOverride()),
                RequestBody.fromContentProvider(content, part.bytes(), type.contentType()));
        return CompletedPart.builder().partNumber(number).eTag(taken.eTag()).build();
    }

    private void abort(String key, String upload) {
        try {
            RemainingTime.runWithReserve(
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
    private static ContentStreamProvider again(RewindableBody body) {
        return ContentStreamProvider.fromInputStreamSupplier(body::rewind);
    }
}
