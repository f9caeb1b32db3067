package dev.darkroom.house;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.darkroom.hiapi.HiapiFailureKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documents are read by a machine too: what they show must be there, and must parse. */
class ReadmeTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(#[^)]*)?\\)");

    @Test
    void everyJsonSampleParses() {
        for (var path : documents()) {
            var block = BLOCK.matcher(House.text(path));
            while (block.find()) {
                if (block.group(1).equals("json")) {
                    var sample = block.group(2);
                    assertDoesNotThrow(() -> new ObjectMapper().readTree(sample), path + ": " + sample);
                }
            }
        }
    }

    @Test
    void everyCommandOfOursExists() {
        var command = Pattern.compile("(?<![\\w.])\\./([\\w.-]+)");
        for (var path : documents()) {
            var text = command.matcher(House.text(path));
            while (text.find()) {
                assertTrue(House.exists(text.group(1)), path + " shows " + text.group());
            }
        }
    }

    @Test
    void everyLinkLeadsToAFile() {
        for (var path : documents()) {
            var link = LINK.matcher(House.text(path));
            while (link.find()) {
                var target = Path.of(path).resolveSibling(link.group(1)).normalize();
                assertTrue(House.exists(target.toString()), path + " links to " + link.group(1));
            }
        }
    }

    /** Whoever is sent to a chapter finds it. GitHub makes its anchor of the heading's words. */
    @Test
    void everyLinkToAChapterLeadsToOne() {
        var link = Pattern.compile("\\]\\(([^)#:\\s]*)#([^)]+)\\)");
        for (var path : documents()) {
            var found = link.matcher(House.text(path));
            while (found.find()) {
                var target = found.group(1).isEmpty()
                        ? path
                        : Path.of(path)
                                .resolveSibling(found.group(1))
                                .normalize()
                                .toString();
                var anchors = House.text(target)
                        .lines()
                        .filter(line -> line.startsWith("#"))
                        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                        .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                        .toList();
                assertTrue(anchors.contains(found.group(2)), path + " links to " + found.group());
            }
        }
    }

    /** What only the owner can fix comes with what to do, in the table of docs/operations.md. */
    @Test
    void everyCodeThatIsTheOwnersHasItsCure() {
        for (var each : HiapiFailureKind.values()) {
            var failure = each.failure();
            if (failure.ownersFault()) {
                var row = "(?m)^\\|[^|]*`" + failure.code() + "`[^|]*\\|[^|]+\\|[^|]+\\|$";
                assertTrue(
                        Pattern.compile(row)
                                .matcher(House.text("docs/operations.md"))
                                .find(),
                        failure.code());
            }
        }
    }

    @Test
    void theFirstScreenSaysHowToRunAndProveIt() {
        var first = String.join("\n", House.text("README.md").lines().limit(60).toList());
        assertTrue(first.contains("./run") && first.contains("./check"));
    }

    @Test
    void theMapNamesWhatIsThere() {
        for (var entry : List.of("functions/", "local/", "site/", "events/", "infra/", "docs/", "template.yaml")) {
            assertTrue(House.text("README.md").contains(entry), entry);
        }
    }

    @Test
    void openApiHasTheRoutesOfTheTemplate() throws Exception {
        var paths = new YAMLMapper().readTree(House.text("docs/openapi.yaml")).get("paths");
        var described = new TreeSet<String>();
        paths.properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(verb -> {
                    if (verb.matches("get|post|delete|put|patch")) {
                        described.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        var routes = new TreeSet<>(HouseTest.routes().keySet());
        routes.remove("$default");
        // Which is no route, but what the edge serves from the store.
        assertTrue(described.remove("GET /generations/{file}"));
        // HEAD asks what GET asks, and is not described twice.
        assertTrue(routes.removeIf(route -> route.startsWith("HEAD ") && routes.contains("GET" + route.substring(4))));
        assertEquals(routes, described);
    }

    private static List<String> documents() {
        return House.files(path -> path.matches("[A-Z]+\\.md|docs/.*\\.md"));
    }
}
