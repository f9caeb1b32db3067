package dev.darkroom.local;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.aws.S3Media;
import dev.darkroom.media.Dialer;
import dev.darkroom.media.GuardedCopy;
import dev.darkroom.media.GuardedFetch;
import dev.darkroom.media.Limits;
import dev.darkroom.media.SampleFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocketFactory;

/**
 * Copies a file of so many MiB, once with its length announced and once without, and prints how long each took. The
 * source, the store and the copy share one JVM, whose heap the caller limits: {@code java -Xmx64m ... LargeCopy 200}.
 */
final class LargeCopy {

    private static final long MIB = 1024 * 1024;

    private LargeCopy() {}

    public static void main(String[] arguments) throws Exception {
        var size = Long.parseLong(arguments[0]) * MIB;
        var folder = Files.createTempDirectory("large-copy");
        var source = source(size);
        try (var s3 = S3ForTests.on(folder)) {
            var origin = URI.create("http://127.0.0.1:" + source.getAddress().getPort());
            var tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
            var fetch = new GuardedFetch(Limits.ofBytes(size), origin, Dialer.system(), tls);
            var copy = new GuardedCopy(fetch, new S3Media(s3.client(), "media"));
            for (var path : new String[] {"/known", "/unknown"}) {
                var before = Instant.now();
                var copied = copy.copy(origin.resolve(path), "generations" + path);
                var took = Duration.between(before, Instant.now());
                var found = s3.client().headObject(b -> b.bucket("media").key(copied.key()));
                if (copied.bytes() != size || found.contentLength() != size) {
                    throw new IllegalStateException(copied + " is not of " + size + " bytes");
                }
                System.out.printf(
                        "%s: %d MiB in %d ms, heap of %d MiB%n",
                        path, size / MIB, took.toMillis(), Runtime.getRuntime().maxMemory() / MIB);
            }
        } finally {
            source.stop(0);
            delete(folder);
        }
    }

    private static HttpServer source(long size) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            var known = exchange.getRequestURI().getPath().equals("/known");
            exchange.sendResponseHeaders(200, known ? size : 0);
            try (var out = exchange.getResponseBody()) {
                SampleFiles.endlessPng(size).transferTo(out);
            }
        });
        server.start();
        return server;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
