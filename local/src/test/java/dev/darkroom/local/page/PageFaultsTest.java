package dev.darkroom.local.page;

import static dev.darkroom.local.page.PatientAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the page does when the network, the server or the allowance is not there. */
class PageFaultsTest {

    private static Chromium chromium;
    private PageSystem system;
    private OpenPage page;

    @BeforeAll
    static void launch() {
        Chromium.assumeWanted();
        chromium = Chromium.start();
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() {
        system = PageSystem.start(Map.of("DAILY_LIMIT", "2"));
        page = OpenPage.of(chromium.browser(), system.url());
    }

    @AfterEach
    void close() {
        page.close();
        system.close();
    }

    @Test
    void theOneTooManyIsToldInAFriendlyWay() {
        page.make("One");
        page.says("Waiting for its turn");
        page.make("Two");
        assertThat(page.cards()).hasCount(2);
        assertThat(page.page().locator(".left")).hasText("0 of 2 left today");
        page.make("Three");
        page.toasts("That was all for today.");
        page.toasts("You can make more at");
        page.toasts("It did not count.");
        assertThat(page.cards()).hasCount(2);
        page.nothingShifted();
    }

    @Test
    void aRestartOfTheServerIsWaitedOut() {
        page.make("A kettle");
        page.says("Waiting for its turn");
        system.settle();
        system.stop();
        page.look();
        page.look();
        page.toasts("No connection just now.");
        system.comeBack();
        page.page().clock().fastForward(60_000);
        page.toasts("Connected again.");
        system.finish();
        page.look();
        page.says("Ready");
        page.nothingShifted();
    }

    @Test
    void aClickThatWasNotAnsweredIsSentAgainWithItsKey() {
        var left = new AtomicInteger(2);
        page.page().route("**/api/images", route -> {
            if (route.request().method().equals("POST") && left.getAndDecrement() > 0) {
                route.abort();
            } else {
                route.resume();
            }
        });
        page.make("A brass kettle");
        page.says("Sending");
        page.page().waitForCondition(() -> left.get() == 1);
        page.page().clock().runFor(2_000);
        page.page().waitForCondition(() -> left.get() == 0);
        page.page().clock().runFor(4_000);
        page.says("Waiting for its turn");
        assertEquals(3, page.keysSent().size());
        assertEquals(1, new HashSet<>(page.keysSent()).size(), "one click, one key");
        assertTrue(page.keysSent().getFirst().length() >= 32);
    }

    @Test
    void aReloadBeforeTheAnswerLosesNothing() {
        page.page().route("**/api/images", route -> {
            if (route.request().method().equals("POST")) {
                route.fetch();
            } else {
                route.resume();
            }
        });
        page.make("A lost answer");
        page.says("Sending");
        page.page().unroute("**/api/images");
        page.page().reload();
        page.says("Waiting for its turn");
        assertThat(page.cards()).hasCount(1);
        system.finish();
        assertEquals(1, system.jobs());
    }

    @Test
    void nothingIsAskedWhileNobodyLooks() {
        page.make("A kettle [[time=60]]");
        page.says("Waiting for its turn");
        var id = page.addressed().replace("/i/", "");
        hide(true);
        var before = page.asked("GET", id);
        page.page().clock().runFor(60_000);
        assertEquals(before, page.asked("GET", id));
        system.finish();
        hide(false);
        page.says("Ready");
    }

    private void hide(boolean hidden) {
        page.page().evaluate("""
                        hidden => {
                          Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
                          document.dispatchEvent(new Event("visibilitychange"));
                        }
                        """, hidden);
    }

    @Test
    void whoIsOfflineIsToldAndTakenUpAgain() {
        page.make("A kettle");
        page.says("Waiting for its turn");
        page.page().context().setOffline(true);
        page.toasts("No connection just now.");
        system.finish();
        page.page().context().setOffline(false);
        page.toasts("Connected again.");
        page.says("Ready");
        page.nothingShifted();
    }

    @Test
    void aLookThatHangsIsGivenUpAndTheNextOneComes() {
        page.make("A kettle");
        page.says("Waiting for its turn");
        var id = page.addressed().replace("/i/", "");
        // The first look is held for good. To stop routing would let it go.
        var held = new ArrayList<Route>();
        page.page().route("**/api/images/" + id, route -> {
            if (held.isEmpty()) {
                held.add(route);
            } else {
                route.resume();
            }
        });
        page.look();
        page.page().waitForCondition(() -> !held.isEmpty());
        system.finish();
        var given = new ArrayList<String>();
        page.page().onRequestFailed(request -> given.add(request.failure()));
        page.page().clock().runFor(10_000);
        page.page().waitForCondition(() -> !given.isEmpty());
        assertEquals(List.of("net::ERR_ABORTED"), given);
        page.look();
        page.says("Ready");
    }

    @Test
    void aPictureThatDoesNotLoadCanBeLoadedAgain() {
        page.page().route("**/generations/*", Route::abort);
        page.make("A shy one");
        page.says("Waiting for its turn");
        system.finish();
        page.look();
        page.says("Ready, but not loaded");
        page.page().unroute("**/generations/*");
        page.button("Load it again").click();
        page.says("Ready");
        page.nothingShifted();
    }

    @Test
    void aServerWithoutACatalogueOrAListIsEnough() {
        for (var part : new String[] {"models", "quota", "images?*"}) {
            page.page().route("**/api/" + part, route -> route.fulfill(new Route.FulfillOptions().setStatus(404)));
        }
        page.page().reload();
        page.make("As simple as can be");
        page.says("Waiting for its turn");
        system.finish();
        page.page().navigate(system.url().toString());
        assertThat(page.page().locator(".card[data-status=success]")).hasCount(1);
        page.nothingShifted();
    }

    @Test
    void anAddressOfNothingSaysSo() {
        page.page().navigate(system.url().resolve("/#/i/nothing").toString());
        assertThat(page.page().locator(".note")).containsText("This print is gone.");
    }
}
