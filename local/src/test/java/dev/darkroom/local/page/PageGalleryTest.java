package dev.darkroom.local.page;

import static dev.darkroom.local.page.PatientAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.darkroom.local.StallTimeout;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A long history. It is told by the test, a page at a time; everything else is the whole system. */
class PageGalleryTest {

    private static final int PRINTS = 100;

    private static final String PICTURE =
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'><rect width='4' height='3' fill='teal'/></svg>";

    @RegisterExtension
    static final PageFixture FIXTURE = new PageFixture(Map.of());

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void aHundredPrintsComePageByPageAndNothingMoves(int width) {
        var loaded = ConcurrentHashMap.<String>newKeySet();
        try (var page = OpenPage.of(FIXTURE.browser(), FIXTURE.system().url(), width, ColorScheme.LIGHT)) {
            page.page().route("**/api/images?*", PageGalleryTest::list);
            page.page().route("**/generations/*", route -> {
                loaded.add(route.request().url());
                route.fulfill(new Route.FulfillOptions()
                        .setContentType("image/svg+xml")
                        .setBody(PICTURE));
            });
            page.page().reload();
            assertThat(page.cards()).not().hasCount(0);
            var first = page.cards().count();
            assertTrue(first < PRINTS, "not all at once: " + first);
            assertTrue(loaded.size() <= first, "no picture before its place comes near");
            var patience = new StallTimeout(Duration.ofSeconds(20));
            while (page.cards().count() < PRINTS && !patience.isOver()) {
                page.page().mouse().wheel(0, 2000);
                page.page().evaluate("() => new Promise((done) => realFrame(() => realFrame(done)))");
            }
            assertThat(page.cards()).hasCount(PRINTS);
            assertThat(page.page().locator(".more")).isHidden();
            var order = page.page().locator(".card-title").allTextContents();
            assertEquals(IntStream.range(0, PRINTS).mapToObj(i -> "Print " + i).toList(), order, "newest first");
            assertEquals(PRINTS, new HashSet<>(places(page)).size(), "each has a place of its own");
            page.nothingShifted();
        }
    }

    private static final String WATCH = """
            window.flown = [];
            addEventListener("transitionrun", (event) =>
              event.propertyName === "transform" && flown.push(event.target.className));
            """;

    /** Where a page of prints does not fill the screen, nothing is scrolled that could ask for the next. */
    @Test
    void aTallScreenIsFilled() {
        try (var page = FIXTURE.open()) {
            page.page().setViewportSize(1440, 3000);
            page.page().emulateMedia(new EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
            page.page().addInitScript(WATCH);
            page.page().route("**/api/images?*", PageGalleryTest::list);
            page.page().route("**/generations/*", Route::abort);
            page.page().reload();
            assertThat(page.cards().nth(40)).isAttached();
            assertEquals(List.of(), page.page().evaluate("flown"), "a print has its first place at once");
        }
    }

    private static final String LATE = """
            window.IntersectionObserver = class extends IntersectionObserver {
              constructor(tell, options) {
                super((looks, self) => tell([{ isIntersecting: false }, ...looks], self), options);
              }
            };
            """;

    /** A busy page is told of several looks at once: only the last is how it is now. */
    @Test
    void ofSeveralLooksTheLastOneCounts() {
        try (var page = FIXTURE.open()) {
            page.page().setViewportSize(1440, 3000);
            page.page().addInitScript(LATE);
            page.page().route("**/api/images?*", PageGalleryTest::list);
            page.page().route("**/generations/*", Route::abort);
            page.page().reload();
            assertThat(page.cards().nth(40)).isAttached();
        }
    }

    private static List<?> places(OpenPage page) {
        return (List<?>) page.page().evaluate("""
                () => [...document.querySelectorAll(".card")].map((card) =>
                  card.style.getPropertyValue("--x") + " " + card.style.getPropertyValue("--y"))
                """);
    }

    private static void list(Route route) {
        var query = Arrays.stream(route.request().url().split("[?&]"))
                .filter(part -> part.contains("="))
                .collect(Collectors.toMap(part -> part.split("=")[0], part -> part.split("=")[1]));
        var from = Integer.parseInt(query.getOrDefault("cursor", "0"));
        var to = Math.min(PRINTS, from + Integer.parseInt(query.get("limit")));
        var tasks = IntStream.range(from, to).mapToObj(PageGalleryTest::task).collect(Collectors.joining(","));
        var next = to == PRINTS ? "null" : "\"" + to + "\"";
        route.fulfill(new Route.FulfillOptions()
                .setContentType("application/json")
                .setBody(String.format(Locale.ROOT, "{\"tasks\":[%s],\"nextCursor\":%s}", tasks, next)));
    }

    private static String task(int number) {
        return String.format(
                Locale.ROOT, """
                { "taskId": "t%1$d", "status": "success", "url": "/generations/t%1$d.svg", "error": null,
                  "model": "Nano-Banana-2", "prompt": "Print %1$d", "aspectRatio": "1:1", "width": 400,
                  "height": %2$d, "outputs": [], "createdAt": "2026-01-01T00:%3$02d:%4$02dZ" }
                """, number, 200 + number % 7 * 100, (PRINTS - number) / 60, (PRINTS - number) % 60);
    }
}
