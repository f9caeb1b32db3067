package dev.darkroom.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Takes some requests and breaks each connection without an answer; then it is gone. */
final class BreakingServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int port = server.getLocalPort();

    BreakingServer(int requests) throws IOException {
        if (requests == 0) {
            server.close();
        } else {
            Thread.ofVirtual().start(() -> hear(requests));
        }
    }

    private void hear(int requests) {
        try (server) {
            for (var heard = 0; heard < requests; heard++) {
                try (var socket = server.accept()) {
                    socket.getInputStream().read();
                    if (heard == requests - 1) {
                        // Gone before the answer that does not come: whoever tries again is refused.
                        server.close();
                    }
                    socket.setSoLinger(true, 0);
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
