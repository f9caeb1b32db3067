package dev.darkroom.local;

import dev.darkroom.aws.S3Media;
import dev.darkroom.media.MediaContract;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** An S3 server on a folder, with one bucket, {@code media}. */
public record S3ForTests(S3Proxy server, S3Client client) implements AutoCloseable {

    public static S3ForTests on(Path folder) throws Exception {
        var properties = new Properties();
        properties.setProperty("s3proxy.filesystem.basedir", folder.toString());
        properties.setProperty("jclouds.filesystem.basedir", folder.toString());
        var server = S3Proxy.builder()
                .blobStore(BlobStores.create("filesystem-nio2", properties))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "local", "localsecret")
                .build();
        server.start();
        var client = client(server.getPort());
        client.createBucket(b -> b.bucket("media"));
        return new S3ForTests(server, client);
    }

    static S3Client client(int port) {
        return S3Media.client()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "localsecret")))
                .forcePathStyle(true)
                .build();
    }

    /** An object as it would be served, if there is one. */
    static Optional<MediaContract.Served> served(S3Client client, String bucket, String key) {
        try {
            var object = client.getObjectAsBytes(b -> b.bucket(bucket).key(key));
            var head = object.response();
            return Optional.of(
                    new MediaContract.Served(object.asByteArrayUnsafe(), head.contentType(), head.cacheControl()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    S3Presigner presigner() {
        return S3Presigner.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.getPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "localsecret")))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    @Override
    public void close() throws Exception {
        client.close();
        server.stop();
    }
}
