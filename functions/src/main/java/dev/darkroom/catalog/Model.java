package dev.darkroom.catalog;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One model that a visitor may choose: an entry of {@code models.json}.
 *
 * @param id its public name
 * @param typicalSeconds how long one image or video typically takes
 * @param minPrompt in code points
 * @param maxPrompt in code points; null where the provider documents none
 * @param durations a video's length; null for images
 * @param prices what is priced; a resolution without a price cannot be chosen
 * @param providerModel the provider's exact name without references; null where references are required
 * @param references how they are passed; null where none are taken
 * @param exclusions combinations that the provider refuses
 * @param sources where each fact comes from, by the name of its field
 */
public record Model(
        String id,
        String title,
        ModelKind kind,
        String strengths,
        int typicalSeconds,
        int minPrompt,
        Integer maxPrompt,
        AllowedValues aspectRatios,
        AllowedValues resolutions,
        DurationRange durations,
        List<Price> prices,
        String providerModel,
        ReferenceFields references,
        List<Exclusion> exclusions,
        InputMapping mapping,
        Map<String, String> sources) {

    public Model {
        Objects.requireNonNull(id, "a model has an id");
        check(id, title != null && kind != null && strengths != null, "title, kind and strengths are there");
        check(id, aspectRatios != null && resolutions != null, "aspectRatios and resolutions are there");
        check(id, prices != null && mapping != null && sources != null, "prices, mapping and sources are there");
        check(id, typicalSeconds > 0 && minPrompt > 0, "typicalSeconds and minPrompt are above 0");
        check(id, maxPrompt == null || maxPrompt >= minPrompt, "maxPrompt is not below minPrompt");
        check(id, (kind == ModelKind.VIDEO) == (durations != null), "videos, and only videos, have durations");
        check(id, (durations == null) == (mapping.duration() == null), "videos, and only videos, map a duration");
        check(id, providerModel != null || references != null, "it is sent without references, with them, or both");
        prices = List.copyOf(prices);
        exclusions = exclusions == null ? List.of() : List.copyOf(exclusions);
        sources = new TreeMap<>(sources);
        check(id, pricesFit(kind, resolutions, prices), "each price is of an own resolution, once, by image or second");
        check(id, mappingFits(mapping.aspectRatio(), aspectRatios), "each aspect ratio has a value of the provider's");
        check(id, mappingFits(mapping.resolution(), resolutions), "each resolution has a value of the provider's");
        for (var exclusion : exclusions) {
            check(id, resolutions.allowed().containsAll(exclusion.resolutions()), "exclusions name its resolutions");
            check(id, aspectRatios.allowed().containsAll(exclusion.aspectRatios()), "exclusions name its ratios");
        }
    }

    /** How long one image or video typically takes. */
    public Duration typical() {
        return Duration.ofSeconds(typicalSeconds);
    }

    /** Whether it makes videos: they have longer deadlines and are looked at less often. */
    public boolean video() {
        return kind == ModelKind.VIDEO;
    }

    /** How many references it takes; 0 when none. */
    public int maxReferences() {
        return references == null ? 0 : references.max();
    }

    /** The resolutions that have a price, and so can be chosen, in the order to show them. */
    public List<String> pricedResolutions() {
        return resolutions.allowed().stream()
                .filter(name -> price(name).isPresent())
                .toList();
    }

    /** Whether anything of it has a price. */
    public boolean isPriced() {
        return !prices.isEmpty();
    }

    Optional<Price> price(String resolution) {
        return prices.stream()
                .filter(price -> price.resolution().equals(resolution))
                .findFirst();
    }

    /** The default, or where that has no price, the first resolution that has one. */
    String presetResolution() {
        return price(resolutions.preset()).isPresent() || !isPriced()
                ? resolutions.preset()
                : pricedResolutions().getFirst();
    }

    boolean excludes(String aspectRatio, String resolution, boolean withReferences) {
        return exclusions.stream().anyMatch(rule -> rule.excludes(aspectRatio, resolution, withReferences));
    }

    Model withPrice(String resolution, BigDecimal amount) {
        check(id, resolutions.allowed().contains(resolution), "its resolutions are " + resolutions.allowed());
        check(id, amount != null && amount.signum() > 0, "a price is above 0, nothing is ever free");
        var others = prices.stream().filter(price -> !price.resolution().equals(resolution));
        var all = Stream.concat(others, Stream.of(Price.of(kind, resolution, amount)));
        return new Model(
                id,
                title,
                kind,
                strengths,
                typicalSeconds,
                minPrompt,
                maxPrompt,
                aspectRatios,
                resolutions,
                durations,
                all.toList(),
                providerModel,
                references,
                exclusions,
                mapping,
                sources);
    }

    private static boolean pricesFit(ModelKind kind, AllowedValues resolutions, List<Price> prices) {
        var names = prices.stream().map(Price::resolution).distinct().toList();
        return names.size() == prices.size()
                && resolutions.allowed().containsAll(names)
                && prices.stream().allMatch(price -> price.suits(kind));
    }

    private static boolean mappingFits(InputMapping.FieldMapping mapping, AllowedValues options) {
        return mapping == null || mapping.covers(options);
    }

    private static void check(String id, boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("the model " + id + " breaks the rule: " + rule);
        }
    }
}
