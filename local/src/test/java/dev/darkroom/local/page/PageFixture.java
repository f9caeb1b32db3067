package dev.darkroom.local.page;

import com.microsoft.playwright.Browser;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One system and one browser for all the tests of a class. */
final class PageFixture implements BeforeAllCallback, AfterAllCallback {

    private final Map<String, String> settings;
    private PageSystem system;
    private Chromium chromium;

    /** @param settings of the system */
    PageFixture(Map<String, String> settings) {
        this.settings = settings;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Chromium.assumeWanted();
        system = PageSystem.start(settings);
        chromium = Chromium.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (system != null) {
            chromium.close();
            system.close();
        }
    }

    PageSystem system() {
        return system;
    }

    Browser browser() {
        return chromium.browser();
    }

    /** A new visitor on a wide screen. */
    OpenPage open() {
        return OpenPage.of(browser(), system.url());
    }
}
