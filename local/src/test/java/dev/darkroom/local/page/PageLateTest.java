package dev.darkroom.local.page;

import static dev.darkroom.local.page.PatientAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes late takes nothing away, and moves nothing. */
class PageLateTest {

    @RegisterExtension
    static final PageFixture FIXTURE = new PageFixture(Map.of("DAILY_LIMIT", "100", "DAILY_LIMIT_PER_ADDRESS", "1000"));

    private static final String MODELS = "**/api/models";

    @Test
    void whatIsChosenBeforeTheCatalogueComesStaysChosen() {
        try (var page = FIXTURE.open()) {
            page.choose("Seedance 2.0");
            page.shape("21:9").click();
            page.page().getByLabel("Length").selectOption("10");

            var held = hold(page, MODELS);
            page.page().reload();
            page.write("A paper boat in the rain");
            page.shape("9:16").click();
            assertThat(page.page().locator(".model-title")).hasText("Standard");
            release(page, MODELS, held);

            assertThat(page.button("Make the video")).isVisible();
            assertThat(page.page().getByLabel("Length")).hasValue("10");
            assertThat(page.prompt()).hasValue("A paper boat in the rain");
            assertThat(page.page().locator("input[value='9:16']")).isChecked();
            page.nothingShifted();
        }
    }

    /** Until then the form shows less than the visitor has chosen. That must not become what is remembered. */
    @Test
    void aReloadBeforeTheCatalogueComesForgetsNothing() {
        try (var page = FIXTURE.open()) {
            page.choose("Seedance 2.0");
            page.shape("21:9").click();

            var held = hold(page, MODELS);
            page.page().reload();
            page.write("A paper boat");
            page.page().reload();
            assertThat(page.prompt()).hasValue("A paper boat");
            release(page, MODELS, held);

            assertThat(page.button("Make the video")).isVisible();
            assertThat(page.page().locator("input[value='21:9']")).isChecked();
        }
    }

    @Test
    void settingsThatAreUsedBeforeTheCatalogueComesStayToo() {
        try (var page = FIXTURE.open()) {
            page.shape("3:2").click();
            FIXTURE.system().make(page, "A house by the sea");
            page.action("Edit this").click();
            FIXTURE.system().make(page, "Now at night");
            page.page().evaluate("localStorage.clear(), sessionStorage.clear()");

            var held = hold(page, MODELS);
            page.page().reload();
            page.says("Ready");
            page.action("Use settings").click();
            assertThat(page.page().locator(".thumb")).hasCount(1);
            release(page, MODELS, held);

            assertThat(page.page().locator("input[value='3:2']")).isChecked();
            assertThat(page.prompt()).hasValue("Now at night");
            assertThat(page.page().locator(".thumb")).hasCount(1);
        }
    }

    /** A page of someone else that links our style sheet: it has its last shape before the script is there. */
    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void aHostKeepsTheRoomUntilTheScriptHasRun(int width) {
        try (var page = OpenPage.of(FIXTURE.browser(), FIXTURE.system().url(), width, ColorScheme.LIGHT)) {
            var held = hold(page, "**/darkroom.js");
            page.visitHost("""
                    <link rel="stylesheet" href="/darkroom.css">
                    <darkroom-image>One moment.</darkroom-image>
                    <p id="after">What stands below it.</p>
                    """);
            var after = page.page().locator("#after");
            var before = after.boundingBox().y;
            release(page, "**/darkroom.js", held);
            assertThat(page.page().locator(".quota")).containsText("left today");
            assertEquals(before, after.boundingBox().y);
            page.nothingShifted();
        }
    }

    private static List<Route> hold(OpenPage page, String what) {
        var held = new ArrayList<Route>();
        page.page().route(what, held::add);
        return held;
    }

    private static void release(OpenPage page, String what, List<Route> held) {
        page.page().waitForCondition(() -> !held.isEmpty());
        page.page().unroute(what);
        held.forEach(Route::resume);
    }
}
