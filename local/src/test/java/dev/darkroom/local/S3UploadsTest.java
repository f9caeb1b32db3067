package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.aws.S3Uploads;
import dev.darkroom.media.MediaContract.Served;
import dev.darkroom.media.MediaType;
import dev.darkroom.media.StoreUnavailable;
import dev.darkroom.media.Uploads;
import dev.darkroom.media.UploadsContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The contract on a real S3 server, over the wire. */
class S3UploadsTest extends UploadsContract {

    @TempDir
    static Path folder;

    private static S3ForTests s3;

    @BeforeAll
    static void start() throws Exception {
        s3 = S3ForTests.on(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        s3.close();
    }

    @Override
    protected Uploads uploads() {
        return new S3Uploads(s3.client(), s3.presigner(), "media");
    }

    @Override
    protected int put(Uploads.Slot slot, byte[] bytes, Map<String, String> headers) {
        return S3ForTests.put(slot, bytes, headers);
    }

    @Override
    protected Optional<Served> served(String key) {
        return S3ForTests.served(s3.client(), "media", key);
    }

    /** Checksums of a body that is not known yet are those of no body: S3 itself would refuse every file. */
    @Test
    void signsTheLengthAndTheTypeAndNothingElse() {
        var url = uploads()
                .presign("uploads/a/b", MediaType.PNG, 10, Duration.ofMinutes(1))
                .url();
        assertTrue(url.getQuery().contains("X-Amz-SignedHeaders=content-length;content-type;host&"), url::toString);
        assertFalse(url.getQuery().toLowerCase(Locale.ROOT).contains("checksum"), url::toString);
    }

    /** The content policy of the template names these two hosts of the bucket. */
    @ParameterizedTest
    @CsvSource({"eu-central-1, bucket.s3.eu-central-1.amazonaws.com", "us-east-1, bucket.s3.amazonaws.com"})
    void inAwsAPageSendsToTheBucketsOwnHost(String region, String host) {
        try (var presigner = S3Presigner.builder()
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .build()) {
            var slot = new S3Uploads(s3.client(), presigner, "bucket")
                    .presign("uploads/a/b", MediaType.PNG, 10, Duration.ofMinutes(1));
            assertEquals(host, slot.url().getHost());
        }
    }

    @Test
    void saysThatTheStoreIsUnavailableAndNothingElse() {
        try (var deaf = S3ForTests.client(1)) {
            var failure = assertThrows(
                    StoreUnavailable.class, () -> new S3Uploads(deaf, s3.presigner(), "media").find("uploads/a/b"));
            assertFalse(failure.getMessage().contains("127.0.0.1"), failure.getMessage());
        }
    }
}
