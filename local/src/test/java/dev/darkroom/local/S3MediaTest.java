package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.darkroom.aws.S3Media;
import dev.darkroom.media.Body;
import dev.darkroom.media.Media;
import dev.darkroom.media.MediaContract;
import dev.darkroom.media.MediaType;
import dev.darkroom.media.StoreUnavailable;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The contract on a real S3 server, over the wire. */
class S3MediaTest extends MediaContract {

    @TempDir
    static Path folder;

    private static S3Proxy server;
    private static S3Client s3;

    @BeforeAll
    static void start() throws Exception {
        var properties = new Properties();
        properties.setProperty("s3proxy.filesystem.basedir", folder.toString());
        properties.setProperty("jclouds.filesystem.basedir", folder.toString());
        server = S3Proxy.builder()
                .blobStore(BlobStores.create("filesystem-nio2", properties))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "local", "localsecret")
                .build();
        server.start();
        s3 = client(server.getPort());
        s3.createBucket(b -> b.bucket("media"));
    }

    @AfterAll
    static void stop() throws Exception {
        s3.close();
        server.stop();
    }

    @Override
    protected Media media() {
        return new S3Media(s3, "media");
    }

    @Override
    protected Optional<Served> served(String key) {
        try {
            var object = s3.getObjectAsBytes(b -> b.bucket("media").key(key));
            var head = object.response();
            return Optional.of(new Served(object.asByteArrayUnsafe(), head.contentType(), head.cacheControl()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    @AfterEach
    void leavesNoUnfinishedUpload() {
        assertEquals(List.of(), s3.listMultipartUploads(b -> b.bucket("media")).uploads());
    }

    @Test
    void saysThatTheStoreIsUnavailableAndNothingElse() {
        var noBucket = new S3Media(s3, "no-such-bucket");
        var body = new Body(new ByteArrayInputStream(new byte[10]), OptionalLong.of(10), 10);
        var refused = assertThrows(StoreUnavailable.class, () -> noBucket.store("a.png", MediaType.PNG, body));
        assertFalse(refused.getMessage().contains("no-such-bucket"), refused.getMessage());

        try (var deaf = client(1)) {
            var failure = assertThrows(StoreUnavailable.class, () -> new S3Media(deaf, "media").find("a.png"));
            assertFalse(failure.getMessage().contains("127.0.0.1"), failure.getMessage());
        }
    }

    private static S3Client client(int port) {
        return S3Media.client()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "localsecret")))
                .forcePathStyle(true)
                .build();
    }
}
