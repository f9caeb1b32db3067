package dev.darkroom.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackReplySenderTest {

    /** It begins to answer, and never ends. */
    @Test
    void anAnswerWithoutEndIsGivenUp() throws Exception {
        var open = new ArrayList<AutoCloseable>();
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try {
                        var socket = server.accept();
                        open.add(socket);
                        socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1".getBytes(UTF_8));
                    } catch (java.io.IOException closed) {
                        return;
                    }
                }
            });
            var pauses = new ArrayList<Duration>();
            var replies = new StackReplySender(pauses::add, Duration.ofMillis(50));
            var url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/reply");
            var reply = new StackReply(Map.of("Status", "SUCCESS"));
            var given = assertThrows(IllegalStateException.class, () -> replies.send(url, reply));
            assertTrue(given.getMessage().endsWith("TimeoutException"), given.getMessage());
            assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)), pauses);
        } finally {
            for (var socket : open) {
                socket.close();
            }
        }
    }
}
