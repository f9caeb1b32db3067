package dev.darkroom.local;

import dev.darkroom.aws.S3Media;
import dev.darkroom.media.MediaContract;
import dev.darkroom.media.Uploads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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

    static final String SECRET = "localsecret";

    public static S3ForTests on(Path folder) throws Exception {
        var properties = new Properties();
        properties.setProperty("s3proxy.filesystem.basedir", folder.toString());
        properties.setProperty("jclouds.filesystem.basedir", folder.toString());
        var server = S3Proxy.builder()
                .blobStore(BlobStores.create("filesystem-nio2", properties))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "local", SECRET)
                .build();
        server.start();
        var client = client(server.getPort());
        client.createBucket(b -> b.bucket("media"));
        return new S3ForTests(server, client);
    }

    static S3Client client(int port) {
        return S3Media.clientAt(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", SECRET)))
                .build();
    }

    /** Sends a file as a browser would, with the slot's headers changed or joined by these; the status that came. */
    static int put(Uploads.Slot slot, byte[] bytes, Map<String, String> headers) {
        var all = new HashMap<>(slot.headers());
        all.putAll(headers);
        var request = HttpRequest.newBuilder(slot.url()).method(slot.method(), BodyPublishers.ofByteArray(bytes));
        all.forEach(request::header);
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An object as it would be served, if there is one. */
    public static Optional<MediaContract.Served> served(S3Client client, String bucket, String key) {
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
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", SECRET)))
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
