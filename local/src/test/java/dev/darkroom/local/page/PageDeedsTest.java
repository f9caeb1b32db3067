package dev.darkroom.local.page;

import static dev.darkroom.local.page.PatientAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext.GrantPermissionsOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can be done with a print. */
class PageDeedsTest {

    @RegisterExtension
    static final PageStage STAGE = new PageStage(Map.of("DAILY_LIMIT", "100", "DAILY_LIMIT_PER_ADDRESS", "1000"));

    private static OpenPage made(String prompt) {
        var page = STAGE.open();
        page.page()
                .context()
                .grantPermissions(
                        List.of("clipboard-read", "clipboard-write"),
                        new GrantPermissionsOptions()
                                .setOrigin(STAGE.system().url().toString()));
        STAGE.system().make(page, prompt);
        return page;
    }

    @Test
    void itsLinkAndItsPictureAreCopied() {
        try (var page = made("A brass kettle")) {
            page.deed("Copy link").click();
            page.toasts("Link copied.");
            assertEquals(page.page().url(), page.page().evaluate("navigator.clipboard.readText()"));

            page.deed("Copy image").click();
            page.toasts("Image copied.");
            var copied = """
                    async () => {
                      const [item] = await navigator.clipboard.read();
                      const image = await createImageBitmap(await item.getType("image/png"));
                      return image.width / image.height;
                    }
                    """;
            assertEquals(16.0 / 9, ((Number) page.page().evaluate(copied)).doubleValue(), 0.05);
            page.page().keyboard().press("Escape");
            page.page().keyboard().press("Escape");
            assertThat(page.page().locator(".toast")).hasCount(0);
            page.nothingShifted();
        }
    }

    @Test
    void itIsSharedWhereTheBrowserCan() {
        try (var page = STAGE.open()) {
            var share = "Object.defineProperty(navigator, 'share', { value: async (what) => (window.shared = what) })";
            page.page().evaluate(share);
            STAGE.system().make(page, "A red tram");
            page.deed("Share").click();
            assertEquals(
                    Map.of(
                            "title",
                            "AI-generated: A red tram",
                            "url",
                            page.page().url()),
                    page.page().evaluate("shared"));
        }
    }

    @Test
    void whatIsDeletedAndNotTakenBackIsGoneForGood() {
        try (var page = made("A house by the sea")) {
            var address = page.page().url();
            page.deed("Delete").click();
            page.toasts("Deleted.");
            assertEquals(0, page.asked("DELETE", OpenPage.id(address)), "it can still be taken back");
            page.page().clock().runFor(8_000);
            page.page().waitForCondition(() -> page.asked("DELETE", OpenPage.id(address)) == 1);
            page.page().navigate(address);
            page.page().reload();
            assertThat(page.page().locator(".note")).containsText("This print is gone.");
            assertThat(page.cards()).hasCount(0);
        }
    }

    @Test
    void whoLeavesThePageHasDeleted() {
        try (var page = made("A short thought")) {
            page.deed("Delete").click();
            page.toasts("Deleted.");
            page.page().reload();
            assertThat(page.page().locator(".prints .none")).isVisible();
            assertThat(page.cards()).hasCount(0);
        }
    }

    @Test
    void aWaitCanBeStopped() {
        try (var page = STAGE.open()) {
            page.make("Too slow [[time=60]]");
            page.says("Waiting for its turn");
            var id = OpenPage.id(page.page().url());
            page.deed("Stop waiting").click();
            page.toasts("it counts today");
            var before = page.asked("GET", id);
            page.page()
                    .waitForResponse(
                            answer -> answer.request().method().equals("DELETE"),
                            () -> page.page().clock().runFor(8_000));
            page.page().clock().runFor(60_000);
            assertEquals(before, page.asked("GET", id), "nobody asks after it any more");
        }
    }

    /** All of the settings: what the visitor has chosen in the meantime is gone, a picture to work from too. */
    @Test
    void itsSettingsAreUsedAsTheyWere() {
        try (var page = made("A sleeping dog")) {
            page.deed("Edit this").click();
            assertThat(page.page().locator(".thumb")).hasCount(1);
            page.choose("Seedance 2.0");
            page.deed("Use settings").click();
            assertThat(page.prompt()).hasValue("A sleeping dog");
            assertThat(page.page().locator(".thumb")).hasCount(0);
            assertThat(page.button("Make the image")).isVisible();
        }
    }

    /** On another machine of the visitor, where nothing is remembered but by the server. */
    @Test
    void theServerRemembersTheSettingsOfAVideo() {
        try (var page = STAGE.open()) {
            page.choose("Seedance 2.0");
            page.page().getByLabel("Length").selectOption("10");
            page.write("A paper boat in the rain");
            page.button("Make the video").click();
            page.says("Waiting for its turn");
            STAGE.system().finish();
            page.page().evaluate("localStorage.clear(), sessionStorage.clear()");
            page.page().reload();
            page.says("Ready");
            var poster = "node => fetch(node.poster).then(answer => answer.headers.get('content-type'))";
            assertTrue(page.picture().evaluate(poster).toString().startsWith("image/"));
            page.deed("Use settings").click();
            assertThat(page.button("Make the video")).isVisible();
            assertThat(page.page().getByLabel("Length")).hasValue("10");
            assertThat(page.page().locator(".price")).hasText("$0.84");
        }
    }
}
