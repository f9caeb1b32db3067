package dev.darkroom.local.page;

import dev.darkroom.local.Arguments;
import dev.darkroom.local.Local;
import dev.darkroom.local.ManualTimeline;
import dev.darkroom.local.TemporaryFolder;
import dev.darkroom.local.hiapi.SimulatedJob;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The whole system behind the page, in a world whose time the test moves. */
final class PageSystem implements AutoCloseable {

    private final TemporaryFolder data = TemporaryFolder.make("darkroom-page");
    private final Map<String, String> settings;
    private final int pixels;
    private ManualTimeline timeline;
    private Local local;

    private PageSystem(Map<String, String> settings, int pixels) {
        this.settings = settings;
        this.pixels = pixels;
        // S3's signatures are checked by the wall clock: the world begins at the present.
        open(Instant.now().truncatedTo(ChronoUnit.SECONDS), 0);
    }

    static PageSystem start(Map<String, String> settings) {
        return start(settings, 160 * 160);
    }

    /** @param pixels how many a picture has at 1K */
    static PageSystem start(Map<String, String> settings, int pixels) {
        return new PageSystem(settings, pixels);
    }

    private void open(Instant now, int port) {
        timeline = new ManualTimeline(now);
        var arguments = new Arguments(home(), data.path(), port, false);
        local = Local.start(arguments, timeline, settings, options -> options.withPixelsAt1K(pixels));
    }

    /** The root of the source tree, wherever the tests run from. */
    static Path home() {
        var here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("site")) ? here : here.getParent();
    }

    /** Runs all that is due: what was just asked for is with the provider then. */
    void settle() {
        timeline.settle();
    }

    /** Moves on until every job that is not stuck has ended, and its result is stored. */
    void finish() {
        timeline.advance(Duration.ofMinutes(2));
    }

    /** Has the page make an image, and waits for the picture. */
    void make(OpenPage page, String prompt) {
        page.make(prompt);
        page.says("Waiting for its turn");
        finish();
        page.look();
        page.says("Ready");
    }

    /** The server goes away, as when it is stopped or loses its power. */
    void stop() {
        local.close();
    }

    /** It comes back on the same data and the same port. */
    void comeBack() {
        open(timeline.instant(), url().getPort());
    }

    URI url() {
        return local.url();
    }

    /** How many jobs the provider was given, and will bill. */
    long jobs() {
        return local.provider().orElseThrow().jobs().size();
    }

    /** What the provider was last given to work from. */
    List<URI> references() {
        return local.provider().orElseThrow().jobs().stream()
                .max(Comparator.comparing(SimulatedJob::created))
                .orElseThrow()
                .references();
    }

    @Override
    public void close() {
        local.close();
        data.close();
    }
}
