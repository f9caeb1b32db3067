package dev.darkroom.catalog;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What the catalogue's tests start from. */
final class Given {
    static final int MAX_PROMPT = 2000;
    static final Catalog SHIPPED = Catalog.load();
    /** The shipped catalogue of an owner who has priced whatever has no price. */
    static final Catalog PRICED = SHIPPED.withPrices(everyMissingPrice());

    private Given() {}

    static ImageOptions options(
            String prompt, String model, String aspectRatio, String resolution, Integer seconds, int references) {
        return new ImageOptions(
                prompt,
                model,
                aspectRatio,
                resolution,
                seconds,
                urls(references).stream().map(URI::toString).toList());
    }

    static List<URI> urls(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> URI.create("https://img.example/" + n + ".png"))
                .toList();
    }

    private static Map<String, Map<String, BigDecimal>> everyMissingPrice() {
        var missing = new TreeMap<String, Map<String, BigDecimal>>();
        for (var model : SHIPPED.models()) {
            for (var resolution : model.resolutions().allowed()) {
                if (model.price(resolution).isEmpty()) {
                    missing.computeIfAbsent(model.id(), _ -> new TreeMap<>()).put(resolution, new BigDecimal("0.1"));
                }
            }
        }
        return missing;
    }
}
