package dev.darkroom.local;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.media.SampleFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executors;

/** Serves a picture of any length that nobody has to keep: at {@code /unknown} without its length, else with it. */
public record EndlessFile(HttpServer server) implements AutoCloseable {

    /** @param size in bytes */
    public static EndlessFile of(long size) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            var unknown = exchange.getRequestURI().getPath().equals("/unknown");
            exchange.sendResponseHeaders(200, unknown ? 0 : size);
            try (var out = exchange.getResponseBody()) {
                SampleFiles.endlessPng(size).transferTo(out);
            }
        });
        server.start();
        return new EndlessFile(server);
    }

    public URI origin() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
