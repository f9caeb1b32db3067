package dev.darkroom.local.hiapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.catalog.Catalog;
import dev.darkroom.catalog.ImageOptions;
import dev.darkroom.catalog.Model;
import dev.darkroom.catalog.OptionsResult;
import dev.darkroom.catalog.ProviderInput;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Our catalogue against the provider's side of it. */
class CatalogInputsTest {

    private static final URI PICTURE = URI.create("https://img.example/a.png");

    private static final Catalog PRICED = priced();

    private static Catalog priced() {
        var catalog = Catalog.load();
        return catalog.withPrices(catalog.models().stream()
                .collect(Collectors.toMap(
                        Model::id,
                        model -> model.resolutions().allowed().stream()
                                .collect(Collectors.toMap(each -> each, _ -> new BigDecimal("0.1"))))));
    }

    /** Every model, ratio, resolution and number of references that we let through. */
    @Test
    void whatTheCatalogueSaysTheProviderTakes() {
        var said = 0;
        for (var model : PRICED.models()) {
            for (var ratio : model.aspectRatios().allowed()) {
                for (var resolution : model.resolutions().allowed()) {
                    for (var count = 0; count <= Math.min(2, model.maxReferences()); count++) {
                        said += isTaken(model, ratio, resolution, Collections.nCopies(count, PICTURE)) ? 1 : 0;
                    }
                    isTaken(model, ratio, resolution, Collections.nCopies(model.maxReferences(), PICTURE));
                }
            }
        }
        assertTrue(said > 300, "only " + said);
    }

    private static boolean isTaken(Model model, String ratio, String resolution, List<URI> references) {
        var names = references.stream().map(URI::toString).toList();
        var choice = PRICED.validate(new ImageOptions("a slow pan", model.id(), ratio, resolution, null, names), 2000);
        if (!(choice instanceof OptionsResult.Chosen chosen)) {
            return false;
        }
        var said = ProviderInput.of(chosen, "a slow pan", references);
        ModelInputs.of(said.providerModel(), null).check(said.input());
        // What would be read of our own schemas, if the table did not know the model, takes it too.
        ModelInputs.of(PRICED, said.providerModel()).orElseThrow().check(said.input());
        return true;
    }

    @Test
    void aModelThatOnlyTheCatalogueKnowsIsHeldToItsFields() throws Exception {
        var model = ModelInputs.of(PRICED, "seedance-2.0").orElseThrow();
        assertTrue(model.video());
        var json = new ObjectMapper();
        for (var wrong : Map.of(
                        "{'prompt':'slow','aspect_ratio':'16:9','seed':1}", "input.seed",
                        "{'prompt':'slow','aspect_ratio':'9:1'}", "input.aspect_ratio",
                        "{'prompt':'slow'}", "input.aspect_ratio",
                        "{'prompt':'sl','aspect_ratio':'16:9'}", "input.prompt",
                        "{'prompt':'slow','aspect_ratio':'16:9','duration':16}", "input.duration",
                        "{'prompt':'slow','aspect_ratio':'16:9','first_frame_url':'x'}", "input.first_frame_url")
                .entrySet()) {
            var input = json.readTree(wrong.getKey().replace('\'', '"'));
            var refusal = assertThrows(RequestRefused.class, () -> model.check(input), wrong.getKey());
            assertTrue(refusal.getMessage().contains(wrong.getValue()), refusal::getMessage);
        }
        assertEquals(List.of(), ModelInputs.of(PRICED, "nobody").stream().toList());
        assertInstanceOf(
                OptionsResult.Rejected.class,
                PRICED.validate(new ImageOptions("a", "nobody", null, null, null, null), 2000));
    }
}
