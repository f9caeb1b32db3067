package dev.darkroom.bench;

import dev.darkroom.aws.S3Media;
import dev.darkroom.local.EndlessFile;
import dev.darkroom.local.S3ForTests;
import dev.darkroom.local.TemporaryFolder;
import dev.darkroom.media.Dialer;
import dev.darkroom.media.FetchLimits;
import dev.darkroom.media.GuardedCopy;
import dev.darkroom.media.GuardedFetch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.URI;
import java.util.Locale;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A process of its own, so that its heap can be limited: copies a file of so many MB by turns with and without checks,
 * and prints both speeds in MB/s and the most heap that was used. Source, store and copy share the heap.
 */
final class Copying {

    private static final long MB = 1_000_000;

    private Copying() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var megabytes = Integer.parseInt(arguments[0]);
        try (var folder = TemporaryFolder.make("darkroom-copying");
                var source = EndlessFile.of(megabytes * MB);
                var s3 = S3ForTests.on(folder.path())) {
            measure(s3.client(), source.origin(), megabytes);
        }
        System.exit(0);
    }

    private static void measure(S3Client s3, URI origin, int megabytes) throws Exception {
        var tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var fetch = new GuardedFetch(FetchLimits.ofBytes(megabytes * MB), origin, Dialer.system(), tls);
        var guardedCopy = new GuardedCopy(fetch, new S3Media(s3, "media"));
        var rounds = megabytes < 10 ? 60 : megabytes < 100 ? 6 : 3;
        var guarded = new Times();
        var plain = new Times();
        for (var round = 0; round < rounds + rounds / 3; round++) {
            var isCounted = round >= rounds / 3;
            var began = System.nanoTime();
            guardedCopy.copy(origin.resolve("/file"), "generations/guarded");
            var between = System.nanoTime();
            plainCopy(s3, origin, megabytes * MB);
            if (isCounted) {
                guarded.add(between - began);
                plain.add(System.nanoTime() - between);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%.0f %.0f %d%n",
                megabytes * 1000 / guarded.median(),
                megabytes * 1000 / plain.median(),
                peak() / MB);
    }

    private static void plainCopy(S3Client s3, URI origin, long size) throws IOException {
        try (var in = origin.resolve("/file").toURL().openStream()) {
            s3.putObject(
                    put -> put.bucket("media").key("generations/plain").contentType("image/png"),
                    RequestBody.fromInputStream(in, size));
        }
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
