package dev.darkroom.local.page;

import static dev.darkroom.local.page.PatientAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext.GrantPermissionsOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.LoadState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can be done with a picture. */
class PageActionsTest {

    @RegisterExtension
    static final PageFixture FIXTURE = new PageFixture(Map.of("DAILY_LIMIT", "100", "DAILY_LIMIT_PER_ADDRESS", "1000"));

    private static OpenPage made(String prompt) {
        var page = FIXTURE.open();
        page.page()
                .context()
                .grantPermissions(
                        List.of("clipboard-read", "clipboard-write"),
                        new GrantPermissionsOptions()
                                .setOrigin(FIXTURE.system().url().toString()));
        FIXTURE.system().make(page, prompt);
        return page;
    }

    @Test
    void itsLinkAndItsPictureAreCopied() {
        try (var page = made("A brass kettle")) {
            page.action("Copy link").click();
            page.toasts("Link copied.");
            assertEquals(page.page().url(), page.page().evaluate("navigator.clipboard.readText()"));

            page.action("Copy image").click();
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
        try (var page = FIXTURE.open()) {
            var share = "Object.defineProperty(navigator, 'share', { value: async (what) => (window.shared = what) })";
            page.page().evaluate(share);
            FIXTURE.system().make(page, "A red tram");
            page.action("Share").click();
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
            page.action("Delete").click();
            page.toasts("It will be deleted.");
            assertEquals(0, page.asked("DELETE", OpenPage.id(address)), "it can still be taken back");
            page.page().clock().runFor(8_000);
            page.toasts("Deleted.");
            assertEquals(1, page.asked("DELETE", OpenPage.id(address)));
            page.page().navigate(address);
            page.page().reload();
            assertThat(page.page().locator(".note")).containsText("There is no such picture.");
            assertThat(page.cards()).hasCount(0);
        }
    }

    @Test
    void whoLeavesThePageHasDeleted() {
        try (var page = made("A short thought")) {
            page.action("Delete").click();
            page.toasts("It will be deleted.");
            page.page().reload();
            assertThat(page.page().locator(".gallery-empty")).isVisible();
            assertThat(page.cards()).hasCount(0);
        }
    }

    /** Who is gone is not told that it failed: so every later visit deletes it again, until the server has done it. */
    @Test
    void whatWasNotDeletedOnLeavingIsDeletedOnALaterVisit() {
        try (var page = made("A stubborn stain")) {
            var id = OpenPage.id(page.page().url());
            page.page().route("**/api/images/" + id, PageActionsTest::deleteFails);
            page.action("Delete").click();
            page.toasts("It will be deleted.");
            page.page().navigate(FIXTURE.system().url().toString());
            assertThat(page.page().locator(".gallery-empty")).isVisible();
            page.page().waitForLoadState(LoadState.NETWORKIDLE);
            page.page().unroute("**/api/images/" + id);
            page.page()
                    .waitForResponse(
                            answer -> answer.request().method().equals("DELETE") && answer.status() != 503,
                            () -> page.page().reload());
            assertThat(page.page().locator(".gallery-empty")).isVisible();
            var asked = page.asked("DELETE", id);
            page.page().reload();
            assertThat(page.page().locator(".gallery-empty")).isVisible();
            assertEquals(asked, page.asked("DELETE", id), "what is gone is not asked for again");
        }
    }

    private static void deleteFails(Route route) {
        if (route.request().method().equals("DELETE")) {
            route.fulfill(new Route.FulfillOptions().setStatus(503));
        } else {
            route.resume();
        }
    }

    /** The files go first: where the server then fails, the picture may be gone from the store. */
    @Test
    void aDeletionThatFailsIsNotSaidToHaveLeftAllAsItWas() {
        try (var page = made("Half gone")) {
            var id = OpenPage.id(page.page().url());
            page.page().route("**/api/images/" + id, PageActionsTest::deleteFails);
            page.action("Delete").click();
            page.page().clock().runFor(8_000);
            page.toasts("It was not deleted completely.");
            assertThat(page.cards()).hasCount(1);
        }
    }

    @Test
    void aWaitCanBeStopped() {
        try (var page = FIXTURE.open()) {
            page.make("Too slow [[time=60]]");
            page.says("Waiting for its turn");
            var id = OpenPage.id(page.page().url());
            page.action("Cancel").click();
            page.toasts("It still counts today, even if it was not started.");
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
            page.action("Edit this").click();
            assertThat(page.page().locator(".thumb")).hasCount(1);
            page.choose("Seedance 2.0");
            page.action("Use settings").click();
            assertThat(page.prompt()).hasValue("A sleeping dog");
            assertThat(page.page().locator(".thumb")).hasCount(0);
            assertThat(page.button("Make the image")).isVisible();
        }
    }

    /** On another machine of the visitor, where nothing is remembered but by the server. */
    @Test
    void theServerRemembersTheSettingsOfAVideo() {
        try (var page = FIXTURE.open()) {
            page.choose("Seedance 2.0");
            page.page().getByLabel("Length").selectOption("10");
            page.write("A paper boat in the rain");
            page.button("Make the video").click();
            page.says("Waiting for its turn");
            FIXTURE.system().finish();
            page.page().evaluate("localStorage.clear(), sessionStorage.clear()");
            page.page().reload();
            page.says("Ready");
            var poster = "node => fetch(node.poster).then(answer => answer.headers.get('content-type'))";
            assertTrue(page.picture().evaluate(poster).toString().startsWith("image/"));
            page.action("Use settings").click();
            assertThat(page.button("Make the video")).isVisible();
            assertThat(page.page().getByLabel("Length")).hasValue("10");
            assertThat(page.page().locator(".price")).hasText("$0.84");
        }
    }
}
