package dev.darkroom.local;

import java.io.IOException;
import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Speaks TLS, and has no certificate to show: every handshake fails. */
final class UntrustedServer implements AutoCloseable {

    private final SSLServerSocket server;

    UntrustedServer() throws IOException, NoSuchAlgorithmException {
        server = (SSLServerSocket) SSLContext.getDefault()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::refuse);
    }

    private void refuse() {
        while (!server.isClosed()) {
            try (var socket = (SSLSocket) server.accept()) {
                socket.startHandshake();
            } catch (IOException e) {
                // That is what it is for; or it was closed.
            }
        }
    }

    String url() {
        return "https://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
