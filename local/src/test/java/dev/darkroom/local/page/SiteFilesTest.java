package dev.darkroom.local.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What can be said of the page's files without a browser. */
class SiteFilesTest {

    private static final Path SITE = PageSystem.home().resolve("site");
    private static final int MOST_BYTES = 40_000;
    private static final int MOST_LINES = 250;

    @Test
    void allTogetherAreSmall() throws IOException {
        var total = 0;
        for (var file : files("")) {
            total += zipped(Files.readAllBytes(file));
        }
        assertTrue(total <= MOST_BYTES, total + " bytes, each file gzipped by itself");
    }

    /** Screenshots writes them. */
    @Test
    void theReadmesPicturesAreSmall() throws IOException {
        try (var pictures = Files.list(PageSystem.home().resolve("docs/images"))) {
            var total = pictures.mapToLong(picture -> picture.toFile().length()).sum();
            assertTrue(total <= 400_000, total + " bytes");
        }
    }

    private static int zipped(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.size();
    }

    @Test
    void everyModuleIsShortAndLoadedAtOnce() throws IOException {
        var preloaded = new TreeSet<String>();
        var matcher = Pattern.compile("rel=\"modulepreload\" href=\"([^\"]+)\"").matcher(read("index.html"));
        while (matcher.find()) {
            preloaded.add(matcher.group(1));
        }
        var modules = new TreeSet<String>();
        for (var file : files(".js")) {
            assertTrue(Files.readAllLines(file).size() <= MOST_LINES, file + " is too long");
            modules.add(file.getFileName().toString());
        }
        modules.remove("page.js");
        assertEquals(modules, preloaded, "index.html preloads every module, so that none waits for another");
    }

    /** The content policy allows no inline script or style; text is never parsed as HTML. */
    @Test
    void nothingIsInlineAndNothingIsParsed() throws IOException {
        var forbidden = Pattern.compile(
                "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function|style=|\"style\"|https?://(?!www\\.w3\\.org)");
        for (var file : files("")) {
            var found = forbidden.matcher(Files.readString(file));
            assertTrue(!found.find(), () -> file.getFileName() + " says " + found.group());
        }
    }

    private static Iterable<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(SITE)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .toList();
        }
    }

    private static String read(String name) throws IOException {
        return Files.readString(SITE.resolve(name));
    }
}
