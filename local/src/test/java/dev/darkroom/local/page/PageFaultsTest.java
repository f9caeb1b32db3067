package dev.darkroom.local.page;

import static dev.darkroom.local.page.PatientAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
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
    void theOneTooManyIsTold() {
        page.make("One");
        page.says("Waiting for its turn");
        page.make("Two");
        assertThat(page.cards()).hasCount(2);
        assertThat(page.page().locator(".quota")).hasText("0 of 2 left today");
        page.make("Three");
        page.toasts("Today's limit is reached.");
        page.toasts("You can make more at");
        page.toasts("It did not count toward your daily limit.");
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
        page.toasts("No news from the site.");
        system.comeBack();
        page.page().clock().fastForward(60_000);
        page.toasts("The site answers again.");
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
        var isSent = new AtomicBoolean();
        page.page().route("**/api/images", route -> {
            if (route.request().method().equals("POST")) {
                route.fetch();
                isSent.set(true);
            } else {
                route.resume();
            }
        });
        page.make("A lost answer");
        page.says("Sending");
        // Else the answer may come after all, just before the reload.
        page.page().waitForCondition(isSent::get);
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
        page.toasts("No news from the site.");
        system.finish();
        page.page().context().setOffline(false);
        page.toasts("The site answers again.");
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

    /** The store may have deleted it after its days, or another store have taken the place of the first. */
    @Test
    void aFileThatIsNotStoredAnyMoreIsNotPutDownToTheConnection() {
        page.page().route("**/generations/*", route -> route.fulfill(new Route.FulfillOptions().setStatus(404)));
        page.make("An old one");
        page.says("Waiting for its turn");
        system.finish();
        page.look();
        assertThat(page.page().locator(".note")).containsText("Its file is not stored here any more.");
    }

    /** API Gateway answers so by itself when too many come at once. */
    @Test
    void whoIsHeldBackByTheGatewayGetsThroughAMomentLater() {
        answerOnce(429, "{\"message\":\"Too Many Requests\"}");
        page.make("A busy day");
        page.says("Sending");
        page.page().clock().runFor(4_000);
        page.says("Waiting for its turn");
        assertEquals(1, new HashSet<>(page.keysSent()).size(), "one click, one key");
    }

    private void answerOnce(int status, String body) {
        var left = new AtomicInteger(1);
        page.page().route("**/api/images", route -> {
            if (route.request().method().equals("POST") && left.getAndDecrement() > 0) {
                route.fulfill(new Route.FulfillOptions().setStatus(status).setBody(body));
            } else {
                route.resume();
            }
        });
    }

    @Test
    void aFaultOfTheSitesOwnIsToldWithTheIdThatItsOwnerNeeds() {
        answerAlways(500, "{\"code\":\"internal_error\",\"requestId\":\"JKJaXmPLvHcESHA=\"}");
        page.make("Bad luck");
        page.says("Sending");
        for (var again = 1; again < 4; again++) {
            var sent = again;
            page.page().waitForCondition(() -> page.keysSent().size() == sent);
            page.page().clock().runFor(8_000);
        }
        page.toasts("Something went wrong on the site.");
        page.toasts("JKJaXmPLvHcESHA=");
    }

    private void answerAlways(int status, String body) {
        page.page().route("**/api/images", route -> {
            if (route.request().method().equals("POST")) {
                route.fulfill(new Route.FulfillOptions().setStatus(status).setBody(body));
            } else {
                route.resume();
            }
        });
    }

    /** Without the header nobody knows when: it may be the month's budget. */
    @Test
    void aBudgetWithoutADateIsNotSaidToBeThereTomorrow() {
        answerAlways(503, "{\"code\":\"daily_budget_reached\"}");
        page.make("Too dear");
        page.toasts("This costs more than the site may still spend.");
        page.toasts("The budget starts again later.");
    }

    @Test
    void aSiteThatMakesNothingDoesNotSayThatItWillTomorrow() {
        page.page()
                .route(
                        "**/api/quota",
                        route -> route.fulfill(
                                new Route.FulfillOptions().setBody("{\"limit\":0,\"used\":0,\"remaining\":0}")));
        page.page().reload();
        assertThat(page.page().locator(".quota")).hasText("0 of 0 left today");
        answerAlways(429, "{\"code\":\"daily_limit_reached\"}");
        page.make("No");
        page.toasts("This site makes no new pictures at present.");
        assertThat(page.page().locator(".toast")).not().containsText("You can make more");
    }

    /** After two minutes a reload does not send it by itself any more; the visitor may, and it still counts once. */
    @Test
    void aClickThatNobodyAnsweredKeepsItsKeyForADay() {
        page.page().route("**/api/images", Route::abort);
        page.make("A slow day");
        page.page().waitForCondition(() -> !page.keysSent().isEmpty());
        page.page().clock().fastForward(180_000);
        page.page().unroute("**/api/images");
        page.page().reload();
        assertThat(page.page().locator(".quota")).containsText("left today");
        page.make("A slow day");
        page.says("Waiting for its turn");
        assertEquals(1, new HashSet<>(page.keysSent()).size(), "one click, one key");
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
        assertThat(page.page().locator(".note")).containsText("There is no such picture.");
    }
}
