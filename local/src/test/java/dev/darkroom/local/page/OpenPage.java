package dev.darkroom.local.page;

import static dev.darkroom.local.page.PatientAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitUntilState;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * One visitor's tab. Its clock is moved by hand, like the server's. From before the first byte it writes down every
 * layout shift, also those right after a click that the metric forgives, every complaint of the browser, and every
 * request.
 */
final class OpenPage implements AutoCloseable {

    /** Kept from before the clock is replaced: frames are the browser's own. */
    private static final String WATCH = """
            window.realFrame = requestAnimationFrame.bind(window);
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) {
                const who = entry.sources.map((source) => source.node?.outerHTML?.slice(0, 90) ?? source.node?.nodeName);
                window.shifted(`${entry.value} by ${who.join(" and ")}`);
              }
            }).observe({ type: "layout-shift", buffered: true });
            """;

    /** Longer than any pause between two looks at a task. */
    private static final long ONE_LOOK = 7_000;

    /** In milliseconds. To waitForCondition, 0 would mean not at all. */
    private static final double AN_HOUR = 3_600_000;

    private final BrowserContext context;
    private final Page page;
    private final URI home;
    private final List<String> shifts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();

    private OpenPage(BrowserContext context, URI home) {
        this.context = context;
        this.home = home;
        // What never comes is found by HangWatch: any number of seconds is too few for a busy machine.
        context.setDefaultTimeout(AN_HOUR);
        page = context.newPage();
        page.exposeFunction("shifted", what -> shifts.add(String.valueOf(what[0])));
        page.addInitScript(WATCH);
        page.clock().install();
        page.onRequest(requests::add);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
    }

    /** A new visitor, who knows nobody and whom nobody knows. */
    static OpenPage of(Browser browser, URI home, int width, ColorScheme scheme) {
        var options = new Browser.NewContextOptions()
                .setViewportSize(width, width < 600 ? 740 : 900)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale("en-GB");
        var open = new OpenPage(browser.newContext(options), home);
        open.page.navigate(home.toString());
        assertThat(open.page.locator(".quota")).containsText("left today");
        return open;
    }

    static OpenPage of(Browser browser, URI home) {
        return of(browser, home, 1440, ColorScheme.LIGHT);
    }

    /** Another tab of the same visitor. */
    OpenPage anotherTab(String address) {
        var other = new OpenPage(context, home);
        other.page.navigate(home.resolve(address).toString());
        return other;
    }

    /** Goes to a page of the same origin that someone else has written, and does not wait for the element. */
    void visitHost(String body) {
        var html = "<!doctype html><html lang='en'><title>A blog</title><main><h1>A blog</h1>"
                + "<script type='module' src='/darkroom.js'></script>" + body + "</main></html>";
        page.route(
                "**/blog",
                route -> route.fulfill(
                        new Route.FulfillOptions().setContentType("text/html").setBody(html)));
        page.navigate(home.resolve("/blog").toString(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
    }

    /** The same, until the element is there. */
    void host(String body) {
        visitHost(body);
        assertThat(page.locator(".quota")).containsText("left today");
    }

    void choose(String model) {
        page.locator(".model-button").click();
        page.getByRole(AriaRole.DIALOG).getByText(model).first().click();
    }

    /** The shape of what is to be made. */
    Locator shape(String ratio) {
        return page.locator("label.option", new Page.LocatorOptions().setHasText(ratio));
    }

    void write(String prompt) {
        prompt().fill(prompt);
    }

    void make(String prompt) {
        write(prompt);
        button("Make the image").click();
    }

    /** Lets the page look after its tasks once. */
    void look() {
        page.clock().fastForward(ONE_LOOK);
    }

    void says(String state) {
        assertThat(page.locator(".status-line strong")).hasText(state);
    }

    void toasts(String words) {
        assertThat(page.locator(".toast").filter(new Locator.FilterOptions().setHasText(words)))
                .isVisible();
    }

    Locator prompt() {
        return page.getByLabel("Describe your picture");
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** An action under the print. */
    Locator action(String name) {
        return page.locator(".actions .action").filter(new Locator.FilterOptions().setHasText(name));
    }

    Locator picture() {
        return page.locator(".picture-box .picture");
    }

    Locator cards() {
        return page.locator(".card");
    }

    /** Where the reserved box is. */
    BoundingBox box() {
        return page.locator(".picture-box").boundingBox();
    }

    /** The task that the address names. */
    String addressed() {
        return URI.create(page.url()).getFragment();
    }

    /** The task that an address of the page names. */
    static String id(String address) {
        return address.substring(address.indexOf("#/i/") + 4);
    }

    long asked(String method, String pathEnding) {
        return requests.stream()
                .filter(request -> request.method().equals(method))
                .filter(request -> URI.create(request.url()).getPath().endsWith(pathEnding))
                .count();
    }

    List<String> keysSent() {
        return requests.stream()
                .filter(request -> request.method().equals("POST"))
                .map(request -> request.headers().get("idempotency-key"))
                .toList();
    }

    Page page() {
        return page;
    }

    /** Holds what the whole page promises, whatever was done with it. */
    void nothingShifted() {
        page.evaluate("() => new Promise((done) => realFrame(() => realFrame(done)))");
        assertEquals(List.of(), shifts, "layout shifts");
        assertEquals(List.of(), complaints, "complaints of the browser, the content policy's too");
        var strangers = requests.stream()
                .filter(request -> !isUpload(request))
                .map(Request::url)
                .filter(url -> !url.startsWith(home.toString()))
                .toList();
        assertEquals(List.of(), strangers, "requests to others");
    }

    /** The one thing that goes to another origin: a file, to the store, with a signature in its address. */
    private static boolean isUpload(Request request) {
        return List.of("PUT", "OPTIONS").contains(request.method())
                && request.url().contains("/uploads/")
                && request.url().contains("X-Amz-Signature=");
    }

    @Override
    public void close() {
        context.close();
    }
}
