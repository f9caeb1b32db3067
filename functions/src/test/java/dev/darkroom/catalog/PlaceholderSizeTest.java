package dev.darkroom.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholderSizeTest {

    @ParameterizedTest
    @CsvSource({
        "16:9, 1K, 1024, 576",
        "9:16, 1K, 576, 1024",
        "1:1, 1K, 1024, 1024",
        "auto, 1K, 1024, 1024",
        "adaptive, 720p, 720, 720",
        "4:3, 1K, 1024, 768",
        "3:2, 1K, 1024, 683",
        "21:9, 1K, 1024, 439",
        "1:8, 1K, 128, 1024",
        "8:1, 4K, 4096, 512",
        "16:9, 2K, 2048, 1152",
        "16:9, 4K, 4096, 2304",
        "16:9, 480p, 854, 480",
        "16:9, 720p, 1280, 720",
        "9:16, 1080p, 1080, 1920",
        "21:9, 720p, 1680, 720",
        "3:4, 480p, 480, 640"
    })
    void reserves(String aspectRatio, String resolution, int width, int height) {
        assertEquals(new PlaceholderSize.Box(width, height), PlaceholderSize.of(aspectRatio, resolution));
    }

    @ParameterizedTest
    @CsvSource({"16:9, 2688, 1536", "4:3, 2368, 1728", "1:1, 2048, 2048", "3:4, 1728, 2368", "9:16, 1536, 2688"})
    void reservesTheTruePixelsWhereTheyAreKnown(String aspectRatio, int width, int height) {
        var qwen = Given.SHIPPED.find("qwen-image-2.0").orElseThrow();
        assertEquals(new PlaceholderSize.Box(width, height), PlaceholderSize.of(qwen, aspectRatio, "2K"));
    }

    /** Every model, ratio and resolution: the box has the ratio that was asked for, and a square where nobody knows. */
    @Test
    void knowsABoxOfTheRightShapeForWhateverCanBeChosen() {
        var seen = 0;
        for (var model : Given.SHIPPED.models()) {
            for (var ratio : model.aspectRatios().allowed()) {
                for (var resolution : model.resolutions().allowed()) {
                    var box = PlaceholderSize.of(model, ratio, resolution);
                    var which = model.id() + " " + ratio + " " + resolution + ": " + box;
                    assertTrue(box.width() >= 100 && box.height() >= 100, which);
                    assertEquals(
                            wanted(ratio),
                            (double) box.width() / box.height(),
                            tolerance(model) * wanted(ratio),
                            which);
                    seen++;
                }
            }
        }
        assertTrue(seen > 150, "only " + seen + " combinations");
    }

    private static double wanted(String ratio) {
        var sides = ratio.split(":");
        return sides.length == 2 ? Double.parseDouble(sides[0]) / Integer.parseInt(sides[1]) : 1;
    }

    /** Whole pixels; where the provider's own sizes are known they count, and are a little off the ratio's name. */
    private static double tolerance(Model model) {
        return model.mapping().aspectRatio().values() == null ? 0.005 : 0.03;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "K", "1k", "720", "0K", "big"})
    void refusesAResolutionOfNoKnownForm(String resolution) {
        assertThrows(IllegalArgumentException.class, () -> PlaceholderSize.of("1:1", resolution));
    }
}
