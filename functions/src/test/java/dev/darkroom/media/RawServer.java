package dev.darkroom.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** A server that writes exactly the bytes it is told to, so that it can break every rule of HTTP. */
public final class RawServer implements AutoCloseable {

    /** Writes an answer; the connection is closed after it. */
    interface Script {
        void write(OutputStream out) throws Exception;
    }

    /** Every request that came, as its lines. */
    public final List<List<String>> requests = new CopyOnWriteArrayList<>();

    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final ServerSocket server;
    private final String scheme;

    RawServer() throws IOException {
        this(ServerSocketFactory.getDefault(), "http");
    }

    RawServer(ServerSocketFactory sockets, String scheme) throws IOException {
        this.server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.scheme = scheme;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    public URI uri(String path) {
        return URI.create(scheme + "://127.0.0.1:" + port() + path);
    }

    /** What is answered to a GET of {@code path}. */
    URI on(String path, Script script) {
        scripts.put(path, script);
        return uri(path);
    }

    /** A plain answer with the length of its body. */
    URI on(String path, int status, String headers, byte[] body) {
        return on(path, out -> {
            out.write(head(status, headers + "Content-Length: " + body.length + "\r\n"));
            out.write(body);
        });
    }

    static byte[] head(int status, String headers) {
        return ("HTTP/1.1 " + status + " As told\r\n" + headers + "\r\n").getBytes(UTF_8);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException e) {
                // Closed, or a handshake that came to nothing.
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            var lines = new ArrayList<String>();
            for (String line; (line = in.readLine()) != null && !line.isEmpty(); ) {
                lines.add(line);
            }
            if (lines.isEmpty()) {
                return;
            }
            requests.add(lines);
            scripts.get(lines.getFirst().split(" ")[1]).write(socket.getOutputStream());
            socket.getOutputStream().flush();
        } catch (Exception e) {
            // The other side left, which some tests are about.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
