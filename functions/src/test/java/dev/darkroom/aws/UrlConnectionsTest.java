package dev.darkroom.aws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.media.Body;
import dev.darkroom.media.MediaType;
import dev.darkroom.media.StoreUnavailable;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A store that closes connections on requests with a body, before it has read that or after some of it. */
class UrlConnectionsTest {

    private final AtomicInteger connections = new AtomicInteger();
    private volatile int closed;
    private volatile int readBefore;
    private ServerSocket server;
    private S3Client s3;

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
    }

    @AfterEach
    void close() throws Exception {
        s3.close();
        server.close();
    }

    private void serve() {
        try {
            while (true) {
                try (var connection = server.accept()) {
                    var isClosed = connections.incrementAndGet() <= closed;
                    answer(connection, isClosed, readBefore);
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void answer(Socket connection, boolean isClosed, int readBefore) throws IOException {
        var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        var length = 0;
        for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        if (isClosed && readBefore == 0) {
            return;
        }
        var out = connection.getOutputStream();
        out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        in.skip(isClosed ? readBefore : length);
        if (isClosed) {
            return;
        }
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1));
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
        new S3Media(s3, "media").store("a.png", MediaType.PNG, body);
        assertEquals(3000, body.count());
        assertEquals(2, connections.get());
    }

    @Test
    void aFileIsSentAgainWhileLittleOfItHasBeenRead() {
        closed = 1;
        readBefore = 2000;
        var body = body();
        new S3Media(s3, "media").store("a.png", MediaType.PNG, body);
        assertEquals(3000, body.count());
        assertEquals(2, connections.get());
    }

    @Test
    void aFileOfWhichMuchHasBeenReadIsToBeFetchedAgain() {
        closed = 1;
        readBefore = 3_000_000;
        assertThrows(
                StoreUnavailable.class, () -> new S3Media(s3, "media").store("a.png", MediaType.PNG, body(40_000_000)));
    }

    @Test
    void whatIsReadAgainIsWhatWasRead() throws IOException {
        var bytes = new byte[1000];
        new Random(1).nextBytes(bytes);
        var replay = new Replay(new Body(new ByteArrayInputStream(bytes), OptionalLong.of(1000), 1000));
        var first = replay.open();
        first.readNBytes(300);
        var second = replay.open();
        second.read();
        second.readNBytes(500);
        assertArrayEquals(bytes, replay.open().readAllBytes());
    }

    @Test
    void aStoreThatNeverAnswersIsUnavailable() {
        closed = Integer.MAX_VALUE;
        assertThrows(StoreUnavailable.class, () -> new S3Media(s3, "media").store("a.png", MediaType.PNG, body()));
    }
}
