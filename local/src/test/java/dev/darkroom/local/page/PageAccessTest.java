package dev.darkroom.local.page;

import static dev.darkroom.local.page.PatientAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the page is for everyone: what axe can find, and a visit without a mouse. */
class PageAccessTest {

    @RegisterExtension
    static final PageFixture FIXTURE = new PageFixture(Map.of("DAILY_LIMIT", "3", "DAILY_LIMIT_PER_ADDRESS", "100"));

    /** Contrast depends on the scheme and order on the width: each is seen once, not every pair of them. */
    @ParameterizedTest
    @CsvSource({"LIGHT, 360", "DARK, 1440"})
    void axeFindsNothing(ColorScheme scheme, int width) {
        try (var page = OpenPage.of(FIXTURE.browser(), FIXTURE.system().url(), width, scheme)) {
            assertClean("empty", page);
            page.page().locator(".model-button").click();
            assertClean("choosing a model", page);
            page.page().keyboard().press("Escape");
            page.make("A lighthouse");
            page.says("Waiting for its turn");
            assertClean("pending", page);
            FIXTURE.system().settle();
            page.look();
            page.says("In progress");
            assertClean("running", page);
            FIXTURE.system().finish();
            page.look();
            page.says("Ready");
            assertClean("success", page);
            page.action("Edit this").click();
            assertThat(page.page().locator(".thumb")).hasCount(1);
            assertClean("editing", page);
            page.make("Bad luck [[fail]]");
            page.says("Waiting for its turn");
            FIXTURE.system().finish();
            page.look();
            page.says("It did not work");
            assertClean("fail", page);
            page.make("Two");
            page.says("Waiting for its turn");
            page.make("Three");
            assertThat(page.cards()).hasCount(4);
            page.make("One too many");
            page.toasts("Today's limit is reached.");
            assertClean("refused", page);
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440", "DARK, 360"})
    void axeFindsNothingWithAVideo(ColorScheme scheme, int width) {
        try (var page = OpenPage.of(FIXTURE.browser(), FIXTURE.system().url(), width, scheme)) {
            page.choose("Seedance 2.0");
            assertClean("choosing its length", page);
            page.write("A paper boat in the rain");
            page.button("Make the video").click();
            page.says("Waiting for its turn");
            assertClean("a pending video", page);
            FIXTURE.system().settle();
            page.look();
            page.says("In progress");
            assertClean("a running video", page);
            FIXTURE.system().finish();
            page.look();
            page.says("Ready");
            assertThat(page.page().locator("video.picture[poster][controls]")).isVisible();
            assertThat(page.page().locator(".frame .tag")).hasText("Video");
            assertClean("a video", page);
        }
    }

    /** A light page of someone else, a visitor who likes it dark: the words stay legible. */
    @Test
    void axeFindsNothingOnAPageOfSomeoneElse() {
        try (var page = OpenPage.of(FIXTURE.browser(), FIXTURE.system().url(), 768, ColorScheme.DARK)) {
            page.host("<darkroom-image ratio=\"1:1\"></darkroom-image><p>After it.</p>");
            assertClean("on a page of someone else", page);
            var ground = "node => getComputedStyle(node).backgroundColor";
            assertEquals(
                    "rgb(244, 240, 233)", page.page().locator("darkroom-image").evaluate(ground));
        }
    }

    /** In one go: otherwise axe puts together in another tab what it finds in each frame, and here is one. */
    private static void assertClean(String state, OpenPage page) {
        assertEquals(1, page.page().frames().size(), state);
        var found = new AxeBuilder(page.page()).setLegacyMode(true).analyze().getViolations();
        assertEquals(
                List.of(),
                found.stream().map(rule -> rule.getId() + " " + rule.getNodes()).toList(),
                state);
    }

    @Test
    void aVisitNeedsNoMouse() {
        try (var page = FIXTURE.open()) {
            var keys = page.page().keyboard();
            tabTo(page, page.prompt());
            keys.type("A kettle");
            tabTo(page, page.page().locator(".model-button"));
            keys.press("Enter");
            assertThat(page.page().locator("dialog")).isVisible();
            keys.press("Escape");
            assertThat(page.page().locator("dialog")).isHidden();
            assertThat(page.page().locator(".model-button")).isFocused();
            keys.press("Tab");
            keys.press("ArrowRight");
            assertThat(page.page().locator("input[value='3:2']")).isChecked();
            keys.press("Control+Enter");
            page.says("Waiting for its turn");
            FIXTURE.system().finish();
            page.look();
            page.says("Ready");
            for (var action : List.of("Download", "Copy link", "Use settings", "Edit this")) {
                tabTo(page, page.action(action));
            }
            tabTo(page, page.action("Delete"));
            keys.press("Enter");
            assertThat(page.cards()).hasCount(0);
            tabTo(page, page.button("Undo"));
            keys.press("Enter");
            assertThat(page.cards()).hasCount(1);
            tabTo(page, page.page().locator(".card a"));
            keys.press("Enter");
            page.says("Ready");
            page.nothingShifted();
        }
    }

    /** Goes on to a control by the Tab key alone, and sees where it is. */
    private static void tabTo(OpenPage page, Locator control) {
        for (var presses = 0; presses < 60; presses++) {
            page.page().keyboard().press("Tab");
            if ((boolean) control.evaluate("node => node === document.activeElement")) {
                var mark = "node => [node, node.closest('.composer')].some("
                        + "each => each && getComputedStyle(each).outlineStyle !== 'none')";
                assertEquals(true, control.evaluate(mark), "the focus is seen on " + control);
                return;
            }
        }
        fail("no way by Tab to " + control);
    }
}
