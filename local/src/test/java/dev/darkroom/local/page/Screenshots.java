package dev.darkroom.local.page;

import static dev.darkroom.local.page.PatientAssertions.assertThat;

import com.microsoft.playwright.Page.LocatorOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Writes pictures of the page to docs/images. It is no test, and runs only when it is named:
 * {@code mvn -pl local -am test -Dtest=Screenshots -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class Screenshots {

    private static final int WIDE = 1440;
    private static final int NARROW = 360;
    private static final Map<String, String> PRINTS = Map.of(
            "A paper city folded from old maps", "1:1",
            "Portrait of a fox in a raincoat", "3:4",
            "A red tram in the snow, evening", "9:16",
            "Two chairs on a beach", "3:2",
            "The sea as a carpet being rolled up", "21:9");

    @Test
    void write() {
        var settings = Map.of("DAILY_LIMIT", "9", "DAILY_LIMIT_PER_ADDRESS", "100");
        try (var system = PageSystem.start(settings, 1024 * 1024);
                var chromium = Chromium.start()) {
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (var page = OpenPage.of(chromium.browser(), system.url(), WIDE, scheme)) {
                    visit(system, page, "-" + scheme.name().toLowerCase(Locale.ROOT));
                }
            }
        }
    }

    private static void visit(PageSystem system, OpenPage page, String scheme) {
        shoot(page, "empty" + scheme);
        PRINTS.forEach((prompt, shape) -> {
            page.page().locator("label.option", of(shape)).click();
            page.make(prompt);
            page.says("Waiting for its turn");
        });
        page.page().locator("label.option", of("16:9")).click();
        page.make("A lighthouse in fog, seen from a small boat");
        page.says("Waiting for its turn");
        system.settle();
        page.look();
        page.says("In progress");
        shoot(page, "in-progress" + scheme);
        system.finish();
        page.look();
        page.says("Ready");
        assertThat(page.page().locator(".frame img.shown")).hasCount(PRINTS.size() + 1);
        page.page().mouse().move(0, 0);
        shoot(page, "ready" + scheme);
        page.make("Bad luck [[fail]]");
        page.says("Waiting for its turn");
        system.finish();
        page.look();
        page.says("It did not work");
        shoot(page, "failed" + scheme);
        page.cards().nth(1).locator("a").click();
        page.says("Ready");
        page.page().keyboard().press("Escape");
        page.page().setViewportSize(NARROW, 740);
        page.page().locator(".viewer").evaluate("viewer => viewer.scrollIntoView()");
        shoot(page, "narrow" + scheme);
    }

    private static LocatorOptions of(String shape) {
        return new LocatorOptions().setHasText(shape);
    }

    private static void shoot(OpenPage page, String name) {
        page.page()
                .screenshot(new ScreenshotOptions()
                        .setPath(PageSystem.home().resolve("docs/images").resolve(name + ".jpg"))
                        .setType(ScreenshotType.JPEG)
                        .setQuality(38));
    }
}
