package dev.darkroom.aws;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;

/** A store that closes the connection on a request with a body. */
class UrlConnectionsTest {

    @Test
    void aConnectionThatIsClosedOnABodyIsTriedAgainAndIsTheSdksOwnFaultInTheEnd() throws Exception {
        var closed = new AtomicInteger();
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> closeEach(server, closed));
            var settings = Map.of(
                    "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + server.getLocalPort(),
                    "AWS_REGION", "us-east-1",
                    "AWS_ACCESS_KEY_ID", "local",
                    "AWS_SECRET_ACCESS_KEY", "local");
            try (var s3 = new Clients(name -> Optional.ofNullable(settings.get(name))).s3()) {
                var body = RequestBody.fromBytes(new byte[3000]);
                assertThrows(
                        SdkClientException.class,
                        () -> s3.putObject(put -> put.bucket("media").key("a.png"), body));
            }
        }
        // The SDK's standard mode: three attempts. The JDK repeats none of them by itself: a body was under way.
        assertTrue(closed.get() >= 3, closed + " connections");
    }

    private static void closeEach(ServerSocket server, AtomicInteger closed) {
        try {
            while (true) {
                try (var connection = server.accept()) {
                    closed.incrementAndGet();
                    connection.getInputStream().read(new byte[512]);
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }
}
