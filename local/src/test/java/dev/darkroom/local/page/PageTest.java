package dev.darkroom.local.page;

import static dev.darkroom.local.page.PatientAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a visitor does with the page, in a real browser against the whole system. */
class PageTest {

    @RegisterExtension
    static final PageFixture FIXTURE = new PageFixture(
            Map.of("DAILY_LIMIT", "100", "DAILY_LIMIT_PER_ADDRESS", "1000", "DAILY_BUDGET_USD", "1000"));

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void aWholeVisitShiftsNothing(int width) {
        try (var page = OpenPage.of(FIXTURE.browser(), FIXTURE.system().url(), width, ColorScheme.DARK)) {
            page.make("A lighthouse in fog");
            page.says("Waiting for its turn");
            var reserved = page.box();
            assertEquals(16.0 / 9, reserved.width / reserved.height, 0.05, "the requested shape");
            FIXTURE.system().settle();
            page.look();
            page.says("In progress");

            arrivesSlowly(page);
            var shown = page.box();
            assertEquals(
                    List.of(reserved.x, reserved.y, reserved.width, reserved.height),
                    List.of(shown.x, shown.y, shown.width, shown.height));

            failsAndIsTriedAgain(page);
            isRefused(page);
            isDeletedAndTakenBack(page);
            page.page().reload();
            assertThat(page.cards()).hasCount(3);
            page.says("Ready");
            page.nothingShifted();
        }
    }

    /** The picture is on its way for as long as the test likes: until it is decoded, nothing is swapped in. */
    private static void arrivesSlowly(OpenPage page) {
        var held = new ArrayList<Route>();
        page.page().route("**/generations/*", held::add);
        FIXTURE.system().finish();
        page.look();
        page.says("Loading the picture");
        assertThat(page.picture()).hasCount(0);
        page.page().waitForCondition(() -> !held.isEmpty());
        page.page().unroute("**/generations/*");
        held.forEach(Route::resume);
        page.says("Ready");
        assertThat(page.picture()).hasAttribute("alt", "AI-generated: A lighthouse in fog");
        assertTrue((boolean) page.picture().evaluate("image => image.complete && image.naturalWidth > 0"));
    }

    private static void failsAndIsTriedAgain(OpenPage page) {
        page.make("Bad luck [[fail]]");
        page.says("Waiting for its turn");
        FIXTURE.system().finish();
        page.look();
        page.says("It did not work");
        assertThat(page.page().locator(".note")).containsText("It did not count toward your daily limit.");
        page.toasts("It did not work.");
        page.action("Try again").click();
        page.says("Waiting for its turn");
        FIXTURE.system().finish();
        page.look();
        page.says("It did not work");
        assertThat(page.cards()).hasCount(3);
    }

    private static void isRefused(OpenPage page) {
        page.write(" ");
        page.button("Make the image").click();
        assertThat(page.page().locator(".form-error")).hasText("Please describe the picture first.");
        page.write("x".repeat(2001));
        page.button("Make the image").click();
        assertThat(page.page().locator(".form-error")).hasText("That is 1 character too long.");
    }

    private static void isDeletedAndTakenBack(OpenPage page) {
        page.cards().last().locator("a").click();
        page.says("Ready");
        page.action("Delete").click();
        assertThat(page.cards()).hasCount(2);
        page.button("Undo").click();
        assertThat(page.cards()).hasCount(3);
        page.says("Ready");
    }

    @Test
    void anImageHasAnAddressThatOutlivesAReload() {
        try (var page = FIXTURE.open();
                var stranger = FIXTURE.open()) {
            page.make("A paper city");
            page.says("Waiting for its turn");
            var address = page.addressed();
            FIXTURE.system().settle();
            page.page().reload();
            page.says("In progress");
            assertEquals(address, page.addressed());
            FIXTURE.system().finish();
            page.look();
            page.says("Ready");

            stranger.page().navigate(page.page().url());
            stranger.says("Ready");
            assertThat(stranger.picture()).hasAttribute("alt", "AI-generated picture");
            assertThat(stranger.action("Download")).isVisible();
            assertThat(stranger.action("Delete")).hasCount(0);
            assertThat(stranger.cards()).hasCount(0);
            stranger.nothingShifted();
            page.nothingShifted();
        }
    }

    @Test
    void whatOneTabMakesTheOtherShows() {
        try (var page = FIXTURE.open();
                var other = page.anotherTab("/")) {
            FIXTURE.system().make(page, "A red tram");
            assertThat(other.cards()).hasCount(1);
            FIXTURE.system().make(page, "A blue tram");
            assertThat(other.cards()).hasCount(2);
        }
    }

    @Test
    void aDoubleClickPaysOnce() {
        try (var page = FIXTURE.open()) {
            var before = FIXTURE.system().jobs();
            page.write("Two chairs on a beach");
            page.button("Make the image").dblclick();
            page.says("Waiting for its turn");
            FIXTURE.system().finish();
            page.look();
            page.says("Ready");
            assertEquals(before + 1, FIXTURE.system().jobs());
            assertThat(page.cards()).hasCount(1);

            page.page().clock().fastForward(5_000);
            page.button("Make the image").click();
            page.says("Waiting for its turn");
            assertThat(page.cards()).hasCount(2);
            assertEquals(2, new HashSet<>(page.keysSent()).size(), "a later click is a new one");
        }
    }

    @Test
    void severalAtOnceHaveACardEach() {
        try (var page = FIXTURE.open()) {
            for (var name : List.of("One", "Two", "Three")) {
                page.make(name);
                assertThat(page.page().locator(".viewer .prompt")).hasText(name);
                page.says("Waiting for its turn");
            }
            assertThat(page.cards()).hasCount(3);
            FIXTURE.system().finish();
            page.look();
            assertThat(page.page().locator(".card[data-status=success]")).hasCount(3);
            assertThat(page.cards().first().locator(".card-title")).hasText("Three");
            page.nothingShifted();
        }
    }

    @Test
    void aResultCanBeDownloadedAndItsSettingsUsed() {
        try (var page = FIXTURE.open()) {
            page.page()
                    .locator(".option")
                    .filter(new Locator.FilterOptions().setHasText("3:4"))
                    .click();
            FIXTURE.system().make(page, "Ein Fuchs im Regen!");
            var file = page.page().waitForDownload(() -> page.action("Download").click());
            assertTrue(
                    file.suggestedFilename().matches("ein-fuchs-im-regen-\\w{6}\\.(png|jpg|webp)"),
                    file::suggestedFilename);

            page.write("something else");
            page.page()
                    .locator(".option")
                    .filter(new Locator.FilterOptions().setHasText("1:1"))
                    .click();
            page.action("Use settings").click();
            assertThat(page.prompt()).hasValue("Ein Fuchs im Regen!");
            assertThat(page.page().locator("input[value='3:4']")).isChecked();
        }
    }

    @Test
    void aSampleIsABeginning() {
        try (var page = FIXTURE.open()) {
            page.page()
                    .locator("label.option")
                    .filter(new Locator.FilterOptions().setHasText("3:2"))
                    .click();
            page.button("A paper city folded from old maps").click();
            assertThat(page.prompt()).hasValue("A paper city folded from old maps");
            assertThat(page.prompt()).isFocused();
            assertThat(page.page().locator("input[value='3:2']")).isChecked();
            page.nothingShifted();
        }
    }

    @Test
    void anEditStartsFromTheResult() {
        try (var page = FIXTURE.open()) {
            FIXTURE.system().make(page, "A house by the sea");
            page.action("Edit this").click();
            assertThat(page.page().locator(".thumb")).hasCount(1);
            assertThat(page.prompt()).isFocused();
            assertThat(page.prompt()).hasValue("");
            FIXTURE.system().make(page, "Now at night");
            assertThat(page.cards()).hasCount(2);
            page.nothingShifted();
        }
    }

    @Test
    void aVideoPlaysInItsBox() {
        try (var page = FIXTURE.open()) {
            page.choose("Seedance 2.0");
            assertThat(page.button("Make the video")).isVisible();
            assertThat(page.page().locator(".price")).hasText("$0.42");
            page.page().getByLabel("Length").selectOption("10");
            assertThat(page.page().locator(".price")).hasText("$0.84");
            page.write("A paper boat in the rain");
            page.button("Make the video").click();
            page.says("Waiting for its turn");
            FIXTURE.system().finish();
            page.look();
            page.says("Ready");
            assertEquals("VIDEO", page.picture().evaluate("node => node.tagName"));
            var poster = page.picture().getAttribute("poster");
            assertTrue(poster.endsWith("-2.png"), "its first frame, not its thumbnail: " + poster);
            page.nothingShifted();
        }
    }

    @Test
    void theElementWorksInAnyPageOfTheSite() {
        try (var page = FIXTURE.open()) {
            page.host("<darkroom-image ratio='1:1' prompt='A bee'></darkroom-image>");
            assertThat(page.page().locator("input[value='1:1']")).isChecked();
            assertThat(page.prompt()).hasValue("A bee");
            FIXTURE.system().make(page, "A bee on a window");
            var box = page.box();
            assertEquals(box.width, box.height, 1);
        }
    }
}
