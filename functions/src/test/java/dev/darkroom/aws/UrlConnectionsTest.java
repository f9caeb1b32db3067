package dev.darkroom.aws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.media.Body;
import dev.darkroom.media.MediaType;
import dev.darkroom.media.StoreUnavailable;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A store that closes connections on requests with a body, before it has read that or after some of it. */
class UrlConnectionsTest {

    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private volatile int closed;
    private volatile int readBefore;
    private ServerSocket server;
    private S3Client s3;
    private S3Client asOfAws;
    private volatile int stored = -1;

    @BeforeEach
    void open() throws Exception {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        CompletableFuture.runAsync(this::serve);
        var settings = Map.of(
                "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + server.getLocalPort(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local");
        s3 = new Clients(name -> Optional.ofNullable(settings.get(name))).s3();
        asOfAws = S3Media.client()
                .endpointOverride(URI.create(settings.get("AWS_ENDPOINT_URL_S3")))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    /** As S3 gets it: while it comes in. */
    private void storeAsItComes(Body body) {
        new S3Media(asOfAws, "media", reading -> {}, Long.MAX_VALUE).store("a.png", MediaType.PNG, body);
    }

    @AfterEach
    void close() throws Exception {
        s3.close();
        asOfAws.close();
        server.close();
    }

    private void serve() {
        try {
            while (true) {
                try (var connection = server.accept()) {
                    answer(connection);
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    /** Only writes are closed on, and counted. */
    private void answer(Socket connection) throws IOException {
        var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        var out = connection.getOutputStream();
        var head = new StringJoiner("\n");
        for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.add(line.toLowerCase(Locale.ROOT));
        }
        if (head.toString().startsWith("head ")) {
            write(out, (stored < 0 ? "404 Not Found" : "200 OK") + "\r\nContent-Length: " + Math.max(stored, 0));
            return;
        }
        heads.add(head.toString());
        var isClosed = connections.incrementAndGet() <= closed;
        if (isClosed && readBefore == 0) {
            return;
        }
        if (head.toString().contains("\nexpect:")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        var length = Integer.parseInt(head.toString().replaceFirst("(?s).*\ncontent-length: *([0-9]+).*", "$1"));
        in.skip(isClosed ? readBefore : length);
        if (!isClosed) {
            stored = 3000;
            write(out, "200 OK\r\nContent-Length: 0");
        }
    }

    private static void write(OutputStream out, String head) throws IOException {
        out.write(("HTTP/1.1 " + head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Where nobody answers it, Java waits for five seconds: with every file and every part. */
    @Test
    void noOtherStoreThanAwssIsAskedWhetherToContinue() {
        new S3Media(s3, "media").store("a.png", MediaType.PNG, body());
        storeAsItComes(body());
        assertEquals(
                List.of(false, true),
                heads.stream()
                        .map(head -> head.contains("\nexpect: 100-continue"))
                        .toList());
        assertFalse(heads.getFirst().contains("aws-chunked"), heads::getFirst);
        assertTrue(heads.getFirst().contains("\ncontent-md5: "), heads::getFirst);
    }

    private static Body body() {
        return body(3000);
    }

    private static Body body(int length) {
        return new Body(new ByteArrayInputStream(new byte[length]), OptionalLong.of(length), length);
    }

    @Test
    void itIsTheSdksOwnFaultAfterItsThreeAttempts() {
        closed = Integer.MAX_VALUE;
        var bytes = RequestBody.fromBytes(new byte[3000]);
        assertThrows(
                SdkClientException.class,
                () -> s3.putObject(put -> put.bucket("media").key("a.png"), bytes));
        assertTrue(connections.get() >= 3, connections + " connections");
    }

    @Test
    void aFileIsSentAgainWhileNothingOfItHasBeenRead() {
        closed = 1;
        var body = body();
        storeAsItComes(body);
        assertEquals(3000, body.count());
        assertEquals(2, connections.get());
    }

    @Test
    void aFileIsSentAgainWhileLittleOfItHasBeenRead() {
        closed = 1;
        readBefore = 2000;
        var body = body();
        storeAsItComes(body);
        assertEquals(3000, body.count());
        assertEquals(2, connections.get());
    }

    @Test
    void aFileOfWhichMuchHasBeenReadIsToBeFetchedAgain() {
        closed = 1;
        readBefore = 3_000_000;
        assertThrows(StoreUnavailable.class, () -> storeAsItComes(body(40_000_000)));
    }

    @Test
    void whatIsReadAgainIsWhatWasRead() throws IOException {
        var bytes = new byte[1000];
        new Random(1).nextBytes(bytes);
        var replay = new RewindableBody(new Body(new ByteArrayInputStream(bytes), OptionalLong.of(1000), 1000));
        var first = replay.rewind();
        first.readNBytes(300);
        var second = replay.rewind();
        second.read();
        second.readNBytes(500);
        assertArrayEquals(bytes, replay.rewind().readAllBytes());
    }

    @Test
    void aStoreThatNeverAnswersIsUnavailable() {
        closed = Integer.MAX_VALUE;
        assertThrows(StoreUnavailable.class, () -> storeAsItComes(body()));
        assertThrows(StoreUnavailable.class, () -> new S3Media(s3, "media").store("a.png", MediaType.PNG, body()));
    }
}
