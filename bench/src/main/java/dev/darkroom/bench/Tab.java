package dev.darkroom.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForConditionOptions;
import dev.darkroom.local.Local;
import java.time.Duration;
import java.time.Instant;

/** A visitor's tab, whose clock is the real one. */
final class Tab {

    /** A picture counts as there in the frame after the one in which it was put in place. */
    private static final String WATCH = """
            window.seen = { paint: 0, long: [], pictures: {} };
            new PerformanceObserver((list) => (seen.paint = list.getEntries().at(-1).startTime))
              .observe({ type: "largest-contentful-paint", buffered: true });
            new PerformanceObserver((list) => seen.long.push(...list.getEntries().map((entry) => entry.duration)))
              .observe({ type: "longtask", buffered: true });
            new MutationObserver(() => {
              const id = location.hash.slice("#/i/".length);
              if (!document.querySelector(".picture-box .picture") || seen.pictures[id]) return;
              seen.pictures[id] = -1;
              requestAnimationFrame(() => setTimeout(() => (seen.pictures[id] = Date.now())));
            }).observe(document, { childList: true, subtree: true });
            """;

    private static final String ID = "location.hash.slice('#/i/'.length)";

    private final Local local;
    private final Page page;
    private int calls;

    Tab(BrowserContext context, Local local) {
        this.local = local;
        page = context.newPage();
        page.onRequest(request -> calls += request.url().contains("/api/images/") ? 1 : 0);
        page.navigate(local.url().toString());
    }

    static BrowserContext context(Browser browser) {
        var context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 900));
        context.addInitScript(WATCH);
        return context;
    }

    void make(String prompt) {
        calls = 0;
        page.getByLabel("Describe your picture").fill(prompt);
        page.evaluate("location.hash = ''");
        page.locator(".submit").click();
        // So that the tabs do not keep step with each other.
        page.waitForTimeout(730);
    }

    /** @return how long after the provider's completion the picture was there */
    Duration untilThePicture() {
        page.waitForCondition(
                () -> (boolean) page.evaluate("seen.pictures[" + ID + "] > 0"),
                new WaitForConditionOptions().setTimeout(120_000));
        var id = String.valueOf(page.evaluate(ID));
        var at = ((Number) page.evaluate("seen.pictures[" + ID + "]")).longValue();
        var job = local.provider().orElseThrow().jobs().stream()
                .filter(each -> each.key().equals(id))
                .findFirst()
                .orElseThrow();
        return Duration.between(job.endsAt(), Instant.ofEpochMilli(at));
    }

    /** The status calls since the last {@link #make}. */
    int calls() {
        return calls;
    }

    void close() {
        page.context().close();
    }
}
