package dev.darkroom.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.fuzz.Inputs;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChoicePropertyTest {

    private static final int TRIES = 2000;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    /** Whatever is accepted is accepted by the provider's own strict schema too, and costs something. */
    @Test
    void whateverIsAcceptedIsWhatTheProviderTakes() {
        var accepted = new AtomicInteger();
        Inputs.forAll(TRIES, inputs -> {
            var options = options(inputs);
            switch (Given.PRICED.validate(options, Given.MAX_PROMPT)) {
                case OptionsResult.Chosen chosen -> {
                    accepted.incrementAndGet();
                    isTaken(options, chosen);
                }
                case OptionsResult.Rejected(var errors) -> {
                    assertFalse(errors.isEmpty());
                    errors.forEach(error -> assertFalse(error.message().isBlank()));
                }
            }
        });
        assertTrue(accepted.get() > TRIES / 5 && accepted.get() < TRIES, accepted + " were accepted");
    }

    private static void isTaken(ImageOptions options, OptionsResult.Chosen chosen) {
        var said = ProviderInput.of(
                chosen, options.prompt(), Given.urls(options.references().size()));
        var schema = Given.PRICED.schema(said.providerModel()).orElseThrow();
        assertEquals(List.of(), InputSchemas.problems(schema, said.input()), options::toString);
        assertEquals(options.prompt(), said.input().path("prompt").textValue());
        assertTrue(chosen.microDollars() > 0 && chosen.width() > 0 && chosen.height() > 0, options::toString);
        assertEquals(chosen.model().video(), chosen.durationSeconds() != null, options::toString);
    }

    /** The other way round: no combination of allowed values is refused without a rule that excludes it. */
    @Test
    void everyCombinationThatNoRuleExcludesIsAccepted() {
        for (var model : Given.PRICED.models()) {
            for (var references = 0; references <= model.maxReferences(); references++) {
                for (var ratio : model.aspectRatios().allowed()) {
                    for (var resolution : model.resolutions().allowed()) {
                        var choice = Given.PRICED.validate(
                                Given.options("a kettle", model.id(), ratio, resolution, null, references),
                                Given.MAX_PROMPT);
                        assertEquals(
                                !model.excludes(ratio, resolution, references > 0),
                                choice instanceof OptionsResult.Chosen,
                                () -> model.id() + " " + ratio + " " + resolution + ": " + choice);
                    }
                }
            }
        }
    }

    private static ImageOptions options(Inputs inputs) {
        var model = inputs.oneOf(Given.PRICED.models());
        var ratios = inputs.percent(92)
                ? model.aspectRatios().allowed()
                : List.of("1:1", "9:21", "5:4", "adaptive", "auto", "", "0:0");
        var resolutions = inputs.percent(92) ? model.resolutions().allowed() : List.of("1K", "4K", "8K", "720p", "");
        return new ImageOptions(
                prompt(inputs),
                model.id(),
                inputs.percent(10) ? null : inputs.oneOf(ratios),
                inputs.percent(10) ? null : inputs.oneOf(resolutions),
                inputs.percent(model.video() ? 30 : 95) ? null : inputs.between(0, 20),
                inputs.list(model.maxReferences() + 1, () -> inputs.text(LETTERS, 8)));
    }

    private static String prompt(Inputs inputs) {
        return switch (inputs.between(0, 2)) {
            case 0 -> inputs.text(LETTERS + " ", 60);
            case 1 -> inputs.text(12);
            default -> inputs.oneOf("🫖".repeat(2000), "中".repeat(1999) + "🫖", "two\nlines\tand a tab", "abcd", "abc");
        };
    }
}
