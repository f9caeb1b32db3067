package dev.darkroom.local.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.darkroom.house.House;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What can be said of the page's files without a browser. */
class SiteFilesTest {

    private static final Path SITE = PageSystem.home().resolve("site");
    /** The texts of all refusals and failures are among them, so that they can be translated. */
    private static final int MOST_BYTES = 42_000;

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

    /** So that an owner can translate them: what has two words, or begins like a sentence, is a text. */
    @Test
    void everyTextOfThePageIsInOneModule() throws IOException {
        var comments = Pattern.compile("(?m)(?s:/\\*.*?\\*/)|^\\s*//.*$");
        // Names of classes, parts and attributes of the page and of browsers, and what is drawn.
        var names =
                Pattern.compile("(?m)class: [^,}\n]*|\"aria-keyshortcuts\": \"[^\"]*\"|^ +\\w+: \"M[\\d .a-zA-Z-]*\",$"
                        + "|\"(Content-Type|Accept|Retry-After|Date|Idempotency-Key|ClipboardItem|Files|Enter|Escape|NFKD)\""
                        + "|\"(GET|POST|DELETE|HEAD)\"|new Error\\(\"[^\"]*\"\\)");
        var text = Pattern.compile("[\"`]([A-Z][^\"`\\n]*|[^\"`\\n]*\\p{L}{2,} \\p{L}{2,}[^\"`\\n]*)[\"`]");
        for (var file : files(".js")) {
            if (file.getFileName().toString().equals("texts.js")) {
                continue;
            }
            var code = comments.matcher(Files.readString(file)).replaceAll("");
            code = names.matcher(code).replaceAll("");
            var found = text.matcher(code);
            assertTrue(!found.find(), () -> file.getFileName() + " says " + found.group());
        }
    }

    /** The API's codes, by which the page chooses its texts: each that there is, and no other. */
    @Test
    void theTextsOfFailuresAreThoseOfTheApisCodes() throws IOException {
        var texts = read("texts.js");
        assertEquals(codes("TaskError"), keys(texts, "FAILURES"));
        var problems = keys(texts, "PROBLEMS");
        problems.removeAll(Set.of("unreachable", "busy"));
        problems.removeAll(codes("Problem"));
        assertEquals(Set.of(), problems, "no code of the API");
    }

    /** What is documented and shown is what the functions have. */
    @Test
    void everyDocumentedCodeIsInTheSource() throws IOException {
        var sources = new StringBuilder();
        for (var file : House.files(path -> path.contains("/src/main/java/") && path.endsWith(".java"))) {
            sources.append(House.text(file));
        }
        for (var schema : List.of("TaskError", "Problem")) {
            for (var code : codes(schema)) {
                assertTrue(sources.indexOf('"' + code + '"') >= 0, code);
            }
        }
    }

    private static Set<String> codes(String schema) throws IOException {
        var code = new YAMLMapper()
                .readTree(House.text("docs/openapi.yaml"))
                .at("/components/schemas/" + schema + "/properties/code/examples");
        return StreamSupport.stream(code.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> keys(String texts, String table) {
        var start = texts.indexOf("const " + table + " = {");
        var rows = texts.substring(start, texts.indexOf("\n};", start));
        return Pattern.compile("(?m)^  (\\w+):")
                .matcher(rows)
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
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
