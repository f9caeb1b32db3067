package dev.darkroom.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {

    @Test
    void holdsTheModelsThatAreOffered() {
        assertEquals(
                List.of(
                        "qwen-image-2.0",
                        "gpt-image-2",
                        "Nano-Banana",
                        "Nano-Banana-2",
                        "Nano-Banana-Pro",
                        "flux-1.1-pro",
                        "seedream-5.0-pro",
                        "seedance-2.0",
                        "seedance-2.0-fast",
                        "seedance-2.0-mini"),
                Given.SHIPPED.models().stream().map(Model::id).toList());
        assertEquals("Nano-Banana-2", Given.SHIPPED.defaultModel().id());
    }

    @ParameterizedTest(name = "{0} {1} {2}: {5} dollars, {3} x {4}")
    @CsvSource(nullValues = "-", textBlock = """
            -,                -,    -,  1024, 576,  0.085
            Nano-Banana-2,    1K,   -,  1024, 576,  0.085
            Nano-Banana-2,    2K,   -,  2048, 1152, 0.076
            Nano-Banana-2,    4K,   -,  4096, 2304, 0.114
            qwen-image-2.0,   -,    -,  2688, 1536, 0.025
            gpt-image-2,      -,    -,  1024, 576,  0.03
            Nano-Banana,      -,    -,  1024, 576,  0.05
            flux-1.1-pro,     -,    -,  1024, 576,  0.05
            seedream-5.0-pro, 1K,   -,  1024, 576,  0.05
            seedream-5.0-pro, 2K,   -,  2048, 1152, 0.1
            seedance-2.0,     -,    -,  1280, 720,  0.885
            seedance-2.0,     480p, 4,  854,  480,  0.336
            seedance-2.0,     720p, 15, 1280, 720,  2.655
            """)
    void tellsShapeAndPrice(String model, String resolution, Integer seconds, int width, int height, String usd) {
        var options = Given.options("a kettle", model, null, resolution, seconds, 0);
        var chosen = assertInstanceOf(OptionsResult.Chosen.class, Given.SHIPPED.validate(options, Given.MAX_PROMPT));
        assertEquals(width, chosen.width());
        assertEquals(height, chosen.height());
        assertEquals(usd, Price.usd(chosen.microDollars()));
    }

    @Test
    void theOwnersPricesOverrideItsOwn() {
        var catalog = Given.SHIPPED.withPrices(
                "{\"Nano-Banana-Pro\":{\"2K\":0.134567},\"Nano-Banana-2\":{\"1K\":0.09},\"seedance-2.0\":{\"1080p\":0.4}}");
        assertEquals(134_567, price(catalog, "Nano-Banana-Pro", null), "2K is meant when it alone has a price");
        assertEquals(90_000, price(catalog, "Nano-Banana-2", "1K"));
        assertEquals(76_000, price(catalog, "Nano-Banana-2", "2K"));
        assertEquals(2_000_000, price(catalog, "seedance-2.0", "1080p"));
        assertEquals(85_000, price(Given.SHIPPED, "Nano-Banana-2", "1K"), "the first catalogue is as it was");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "{}", "{\"Nano-Banana-2\":{}}"})
    void noPricesChangeNothing(String prices) {
        assertEquals(85_000, price(Given.SHIPPED.withPrices(prices), "Nano-Banana-2", "1K"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"Nano-Banana-9":{"1K":0.1}}     | a price is given for a model that does not exist: Nano-Banana-9
            {"gpt-image-2-pro":{"1K":0.1}}   | a price is given for a model that does not exist: gpt-image-2-pro
            {"Nano-Banana-Pro":{"8K":0.1}}   | Nano-Banana-Pro breaks the rule: its resolutions are [1K, 2K, 4K]
            {"Nano-Banana-Pro":{"1K":0}}     | Nano-Banana-Pro breaks the rule: a price is above 0
            {"Nano-Banana-Pro":{"1K":-0.1}}  | Nano-Banana-Pro breaks the rule: a price is above 0
            {"Nano-Banana-Pro":{"1K":null}}  | Nano-Banana-Pro breaks the rule: a price is above 0
            {"Nano-Banana-Pro":{"1K":0.0000001}} | exact to the millionth
            {"Nano-Banana-Pro":{"1K":1e99}}  | exact to the millionth
            {"Nano-Banana-Pro":{"1K":"0.1"}} | prices are written like
            {"Nano-Banana-Pro":{"1K":true}}  | prices are written like
            {"Nano-Banana-Pro":0.1}          | prices are written like
            {"Nano-Banana-Pro":null}         | the model Nano-Banana-Pro is given no price
            {"a":{"1K":1},"a":{"1K":2}}      | prices are written like
            [1]                              | prices are written like
            {                                | prices are written like
            null                             | null is neither
            {} {}                            | prices are written like
            """)
    void badPricesAreNamed(String prices, String message) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> Given.SHIPPED.withPrices(prices));
        assertTrue(thrown.getMessage().contains(message), thrown::getMessage);
    }

    @Test
    void theModelsViewShowsWhatCanBeChosen() throws IOException {
        var view = CatalogFile.JSON.readTree(Given.SHIPPED.toJson(2000));
        assertEquals("Nano-Banana-2", view.path("default").textValue());
        assertEquals(7, view.path("models").size(), "those without any price are left out");
        assertEquals(CatalogFile.JSON.readTree("""
                        {"id":"seedance-2.0","title":"Seedance 2.0","kind":"video",
                         "strengths":"Video with sound, from words or from a first and a last frame",
                         "aspectRatios":["1:1","4:3","3:4","16:9","9:16","21:9","adaptive"],
                         "resolutions":["480p","720p"],
                         "prices":[{"resolution":"480p","usdPerSecond":"0.084"},{"resolution":"720p","usdPerSecond":"0.177"}],
                         "durations":{"min":4,"max":15,"default":5},
                         "maxPrompt":2000,"references":{"max":2},"typicalSeconds":180}"""), entry(view, "seedance-2.0"));
        assertEquals(CatalogFile.JSON.readTree("""
                        {"id":"Nano-Banana","title":"Nano Banana","kind":"image",
                         "strengths":"Very fast; good character consistency",
                         "aspectRatios":["auto","1:1","16:9","9:16","3:4","4:3","3:2","2:3","5:4","4:5","21:9"],
                         "resolutions":["1K"],"prices":[{"resolution":"1K","usd":"0.05"}],
                         "maxPrompt":2000,"references":{"max":0},"typicalSeconds":5}"""), entry(view, "Nano-Banana"));
        assertEquals(
                5000,
                entry(CatalogFile.JSON.readTree(Given.SHIPPED.toJson(9000)), "Nano-Banana")
                        .path("maxPrompt")
                        .intValue());
        assertEquals(
                10,
                CatalogFile.JSON
                        .readTree(Given.PRICED.toJson(2000))
                        .path("models")
                        .size());
    }

    @Test
    void everyFactHasItsSource() {
        for (var model : Given.SHIPPED.models()) {
            var facts = List.of(
                    "providerModel",
                    "strengths",
                    "typicalSeconds",
                    "maxPrompt",
                    "aspectRatios",
                    "resolutions",
                    "prices",
                    "references");
            assertTrue(model.sources().keySet().containsAll(facts), model.id());
            assertEquals(model.video(), model.sources().containsKey("durations"), model.id());
        }
    }

    @Test
    void everySchemaBelongsToAModelAndKnowsItsWords() {
        var used = Given.SHIPPED.models().stream()
                .flatMap(model -> Stream.of(
                        model.providerModel(),
                        model.references() == null ? null : model.references().providerModel()))
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        assertEquals(List.copyOf(new TreeSet<>(names(shipped().path("schemas")))), used);
        assertTrue(Given.SHIPPED.schema("gpt-image-2").isEmpty(), "it goes by the names of its two modes");
    }

    /** One way to spoil the shipped file. */
    record Spoilt(String what, Consumer<ObjectNode> change) {
        @Override
        public String toString() {
            return what;
        }
    }

    static final List<Spoilt> SPOILT = List.of(
            new Spoilt("an unknown field", model -> model.put("color", "red")),
            new Spoilt("no id", model -> model.remove("id")),
            new Spoilt("no prices", model -> model.remove("prices")),
            new Spoilt("no sources", model -> model.remove("sources")),
            new Spoilt("no mapping", model -> model.remove("mapping")),
            new Spoilt("no resolutions", model -> model.remove("resolutions")),
            new Spoilt("no minPrompt", model -> model.remove("minPrompt")),
            new Spoilt("an unknown kind", model -> model.put("kind", "poem")),
            new Spoilt("a kind by number", model -> model.put("kind", 0)),
            new Spoilt("a text for a number", model -> model.put("typicalSeconds", "45")),
            new Spoilt("no time at all", model -> model.put("typicalSeconds", 0)),
            new Spoilt("maxPrompt below minPrompt", model -> model.put("maxPrompt", 0)),
            new Spoilt(
                    "an image with durations",
                    model -> model.putObject("durations")
                            .put("min", 1)
                            .put("max", 2)
                            .put("default", 1)),
            new Spoilt(
                    "a default ratio that it lacks",
                    model -> ((ObjectNode) model.path("aspectRatios")).put("default", "7:5")),
            new Spoilt(
                    "a ratio twice",
                    model -> model.withArray("/aspectRatios/allowed").add("1:1")),
            new Spoilt(
                    "a ratio without a word",
                    model -> model.withObject("/mapping/aspectRatio")
                            .putObject("values")
                            .put("1:1", "square")),
            new Spoilt(
                    "a price of another resolution",
                    model -> model.withArray("/prices")
                            .addObject()
                            .put("resolution", "8K")
                            .put("usd", 1)),
            new Spoilt(
                    "two prices of one",
                    model -> model.withArray("/prices")
                            .addObject()
                            .put("resolution", "1K")
                            .put("usd", 1)),
            new Spoilt("a price of 0", model -> ((ObjectNode) model.at("/prices/0")).put("usd", 0)),
            new Spoilt(
                    "a price too fine",
                    model -> ((ObjectNode) model.at("/prices/0")).put("usd", new BigDecimal("0.0000001"))),
            new Spoilt("an image priced by the second", model -> {
                var price = (ObjectNode) model.at("/prices/0");
                price.remove("usd");
                price.put("usdPerSecond", 1);
            }),
            new Spoilt("a default model without a price", model -> model.putArray("prices")),
            new Spoilt("no way to send it", model -> {
                model.remove("providerModel");
                model.remove("references");
            }),
            new Spoilt("a model without a schema", model -> model.put("providerModel", "Nano-Banana-3")),
            new Spoilt("references without a field", model -> ((ObjectNode) model.path("references")).remove("field")),
            new Spoilt("references without a maximum", model -> ((ObjectNode) model.path("references")).remove("max")),
            new Spoilt("room for no reference", model -> ((ObjectNode) model.path("references")).put("max", 0)),
            new Spoilt("an exclusion of nothing", model -> {
                var rule = model.putArray("exclusions").addObject();
                rule.putArray("resolutions").add("8K");
                rule.putArray("aspectRatios").add("1:1");
            }),
            new Spoilt("an id that is there already", model -> model.put("id", "Nano-Banana")));

    @ParameterizedTest
    @FieldSource("SPOILT")
    void aSpoiltFileIsRefused(Spoilt spoilt) {
        var file = shipped();
        spoilt.change().accept((ObjectNode) file.at("/models/3"));
        assertThrows(IllegalArgumentException.class, () -> load(file.toString()));
    }

    @Test
    void aFileThatIsSpoiltAsAWholeIsRefused() {
        for (var change : List.<Consumer<ObjectNode>>of(
                file -> file.put("default", "nobody"),
                file -> file.remove("retired"),
                file -> file.put("more", 1),
                file -> ((ObjectNode) file.at("/retired/0")).put("successor", "nobody"),
                file -> ((ObjectNode) file.at("/retired/0")).put("retiredOn", "soon"),
                file -> ((ObjectNode) file.at("/retired/0")).put("id", "Nano-Banana"),
                file -> ((ObjectNode) file.at("/schemas/Nano-Banana")).put("additionalProperties", true))) {
            var file = shipped();
            change.accept(file);
            assertThrows(IllegalArgumentException.class, () -> load(file.toString()));
        }
        for (var text : List.of("", "null", "{}", "[]", "{", shipped() + "{}")) {
            assertThrows(IllegalArgumentException.class, () -> load(text), text);
        }
    }

    @Test
    void aModelThatNeedsReferencesSaysSoAndARetiredOneSaysWhen() {
        var file = shipped();
        ((ObjectNode) file.at("/models/3")).remove("providerModel");
        ((ObjectNode) file.at("/retired/0")).put("retiredOn", "2026-09-30");
        var catalog = load(file.toString());
        assertEquals(
                List.of(new FieldError("references", "Nano-Banana-2 needs 1 to 8 references; you gave none.")),
                errors(catalog, Given.options("a kettle", null, null, null, null, 0)));
        assertEquals(
                List.of(new FieldError(
                        "model", "The model gpt-image-2-pro was retired on 2026-09-30. Choose gpt-image-2 instead.")),
                errors(catalog, Given.options("a kettle", "gpt-image-2-pro", null, null, null, 0)));
    }

    @Test
    void amountsAreWrittenPlainly() {
        assertEquals("0.085", Price.usd(85_000));
        assertEquals("0.1", Price.usd(100_000));
        assertEquals("25", Price.usd(25_000_000));
        assertEquals("100", Price.usd(100_000_000));
        assertEquals("0.000001", Price.usd(1));
        assertEquals("0", Price.usd(0));
    }

    private static List<FieldError> errors(Catalog catalog, ImageOptions options) {
        return assertInstanceOf(OptionsResult.Rejected.class, catalog.validate(options, Given.MAX_PROMPT))
                .errors();
    }

    private static long price(Catalog catalog, String model, String resolution) {
        var choice = catalog.validate(Given.options("a kettle", model, null, resolution, null, 0), Given.MAX_PROMPT);
        return assertInstanceOf(OptionsResult.Chosen.class, choice, choice::toString)
                .microDollars();
    }

    private static JsonNode entry(JsonNode view, String id) {
        return StreamSupport.stream(view.path("models").spliterator(), false)
                .filter(model -> model.path("id").textValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static ObjectNode shipped() {
        try (var json = Catalog.class.getResourceAsStream("models.json")) {
            return (ObjectNode) CatalogFile.JSON.readTree(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Catalog load(String json) {
        return Catalog.load(new ByteArrayInputStream(json.getBytes(UTF_8)));
    }
}
