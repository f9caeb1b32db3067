package dev.darkroom.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

class ChoicePropertyTest {

    /** Whatever is accepted is accepted by the provider's own strict schema too, and costs something. */
    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void everyAcceptedWishIsOneThatTheProviderTakes(@ForAll("wishes") Wish wish) {
        switch (Given.PRICED.choose(wish, Given.MAX_PROMPT)) {
            case Choice.Chosen chosen -> {
                Statistics.collect("accepted");
                var said =
                        chosen.say(wish.prompt(), Given.urls(wish.references().size()));
                var schema = Given.PRICED.schema(said.providerModel()).orElseThrow();
                assertEquals(List.of(), new InputSchema(schema).problems(said.input()));
                assertEquals(wish.prompt(), said.input().path("prompt").textValue());
                assertTrue(chosen.microDollars() > 0 && chosen.width() > 0 && chosen.height() > 0);
                assertEquals(chosen.model().video(), chosen.durationSeconds() != null);
            }
            case Choice.Rejected(var errors) -> {
                Statistics.collect("rejected");
                errors.forEach(error -> assertFalse(error.message().isBlank()));
            }
        }
    }

    /** The other way round: no combination of allowed values is refused without a rule that excludes it. */
    @Example
    void everyCombinationThatNoRuleExcludesIsAccepted() {
        for (var model : Given.PRICED.models()) {
            for (var references = 0; references <= model.maxReferences(); references++) {
                for (var ratio : model.aspectRatios().allowed()) {
                    for (var resolution : model.resolutions().allowed()) {
                        var choice = Given.PRICED.choose(
                                Given.wish("a kettle", model.id(), ratio, resolution, null, references),
                                Given.MAX_PROMPT);
                        assertEquals(
                                !model.excludes(ratio, resolution, references > 0),
                                choice instanceof Choice.Chosen,
                                () -> model.id() + " " + ratio + " " + resolution + ": " + choice);
                    }
                }
            }
        }
    }

    @Provide
    Arbitrary<Wish> wishes() {
        var ids = Given.PRICED.models().stream().map(Model::id).toList();
        return Arbitraries.of(ids).flatMap(id -> {
            var model = Given.PRICED.find(id).orElseThrow();
            var ratios = Arbitraries.frequencyOf(
                    Tuple.of(12, Arbitraries.of(model.aspectRatios().allowed())),
                    Tuple.of(1, Arbitraries.of("1:1", "9:21", "5:4", "adaptive", "auto", "", "0:0")));
            var resolutions = Arbitraries.frequencyOf(
                    Tuple.of(12, Arbitraries.of(model.resolutions().allowed())),
                    Tuple.of(1, Arbitraries.of("1K", "4K", "8K", "720p", "")));
            var seconds = model.video()
                    ? Arbitraries.integers().between(0, 20).injectNull(0.3)
                    : Arbitraries.integers().between(0, 20).injectNull(0.95);
            var references = Arbitraries.strings().alpha().ofLength(8).list().ofMaxSize(model.maxReferences() + 1);
            return Combinators.combine(
                            prompts(), ratios.injectNull(0.1), resolutions.injectNull(0.1), seconds, references)
                    .as((prompt, ratio, resolution, length, list) ->
                            new Wish(prompt, id, ratio, resolution, length, list));
        });
    }

    private static Arbitrary<String> prompts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('a', 'z').withChars(' ').ofMaxLength(60),
                Arbitraries.strings().all().ofMaxLength(12),
                Arbitraries.of("🫖".repeat(2000), "中".repeat(1999) + "🫖", "two\nlines\tand a tab", "abcd", "abc"));
    }
}
