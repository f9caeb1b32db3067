package dev.darkroom.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the documents to the catalogue; with {@code -Ddarkroom.write=true} it writes them instead. */
class ModelsPageTest {

    private static final String HOW =
            "this is not what models.json gives; run: mvn -q -pl functions test -Dtest=ModelsPageTest -Ddarkroom.write=true";

    private static final ModelsPage PAGE = new ModelsPage(Given.SHIPPED);

    @Test
    void thePageOfModelsIsTheCatalogues() throws IOException {
        held("models.md", PAGE.models());
    }

    @Test
    void thePricesInTheCostsAreTheCatalogues() throws IOException {
        held("cost.md", between("cost.md", "<!-- models.json: begin -->\n", PAGE.cost(), "<!-- models.json: end -->"));
    }

    @Test
    void theModelsOfTheApiAreTheCatalogues() throws IOException {
        var begin = "    # models.json: begin\n";
        held("openapi.yaml", between("openapi.yaml", begin, PAGE.openApi(), "    # models.json: end"));
    }

    /** The page promises that its example opens what is closed. */
    @Test
    void theExampleOfPricesOpensEverything() {
        var example = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL).matcher(PAGE.models());
        assertTrue(example.find());
        var opened = Given.SHIPPED.withPrices(example.group(1));
        for (var model : opened.models()) {
            for (var resolution : model.resolutions().allowed()) {
                var ratio = model.aspectRatios().allowed().stream()
                        .filter(each -> !model.excludes(each, resolution, false))
                        .findFirst();
                var options = Given.options("a kettle", model.id(), ratio.orElseThrow(), resolution, null, 0);
                assertInstanceOf(
                        OptionsResult.Chosen.class, opened.validate(options, Given.MAX_PROMPT), options::toString);
            }
        }
    }

    private static void held(String name, String expected) throws IOException {
        var file = docs().resolve(name);
        if (Boolean.getBoolean("darkroom.write")) {
            Files.writeString(file, expected);
        }
        assertEquals(expected, Files.readString(file), HOW);
    }

    private static String between(String name, String begin, String content, String end) throws IOException {
        var text = Files.readString(docs().resolve(name));
        var from = text.indexOf(begin) + begin.length();
        var to = text.indexOf(end);
        assertTrue(from >= begin.length() && to > 0, name + " has its marks");
        return text.substring(0, from) + content + text.substring(to);
    }

    private static Path docs() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("template.yaml"))) {
            folder = folder.getParent();
        }
        return folder.resolve("docs");
    }
}
