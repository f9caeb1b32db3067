package dev.darkroom.aws;

import dev.darkroom.local.S3ForTests;
import dev.darkroom.media.Media;
import dev.darkroom.media.MediaContract;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The contract as it is kept on S3 itself, where a file is sent while it comes in; no other store gets it so. */
class StreamedMediaTest extends MediaContract {

    @TempDir
    static Path folder;

    private static S3ForTests s3;
    private static S3Client client;

    @BeforeAll
    static void start() throws Exception {
        s3 = S3ForTests.on(folder);
        client = S3Media.client()
                .endpointOverride(URI.create("http://127.0.0.1:" + s3.server().getPort()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "localsecret")))
                .build();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        s3.close();
    }

    @Override
    protected Media media() {
        return new S3Media(client, "media", reading -> {}, S3Media.LARGEST_PUT);
    }

    @Override
    protected Optional<Served> served(String key) {
        return S3ForTests.served(client, "media", key);
    }
}
