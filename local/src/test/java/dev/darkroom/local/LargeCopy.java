package dev.darkroom.local;

import dev.darkroom.aws.S3Media;
import dev.darkroom.media.Dialer;
import dev.darkroom.media.FetchLimits;
import dev.darkroom.media.GuardedCopy;
import dev.darkroom.media.GuardedFetch;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
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
        try (var folder = TemporaryFolder.make("large-copy");
                var source = EndlessFile.of(size);
                var s3 = S3ForTests.on(folder.path())) {
            var origin = source.origin();
            var tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
            var fetch = new GuardedFetch(FetchLimits.ofBytes(size), origin, Dialer.system(), tls);
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
                        Locale.ROOT,
                        "%s: %d MiB in %d ms, heap of %d MiB%n",
                        path,
                        size / MIB,
                        took.toMillis(),
                        Runtime.getRuntime().maxMemory() / MIB);
            }
        }
    }
}
