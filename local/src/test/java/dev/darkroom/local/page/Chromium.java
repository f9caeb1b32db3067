package dev.darkroom.local.page;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The browser that the page is tried in: the one that the environment's {@code CHROMIUM} names, else one that is installed,
 * else Playwright's own, which Playwright then downloads. Where {@code CHROMIUM} is {@code none} the page is not tried.
 */
public final class Chromium implements AutoCloseable {

    private static final List<String> INSTALLED = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium");

    /** The tests need the page and nothing else from the network. */
    private static final List<String> QUIET = List.of(
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Skips a test that cannot be without a browser where there is none: {@code ./check} tells that. */
    static void assumeWanted() {
        assumeFalse("none".equals(System.getenv("CHROMIUM")), "CHROMIUM=none: the page is not tried");
    }

    public static Chromium start() {
        var found = find();
        var options = new Playwright.CreateOptions();
        found.ifPresent(path -> options.setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var playwright = Playwright.create(options);
        try {
            var launch = new LaunchOptions().setArgs(QUIET);
            found.ifPresent(launch::setExecutablePath);
            return new Chromium(playwright, playwright.chromium().launch(launch));
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    private static Optional<Path> find() {
        var named = Stream.ofNullable(System.getenv("CHROMIUM")).filter(name -> !name.isBlank());
        return Stream.concat(named, INSTALLED.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    public Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
