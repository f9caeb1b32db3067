package dev.darkroom.local.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PageAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.darkroom.local.StallTimeout;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;

/** Playwright's assertions, which wait for what they assert: here as {@link StallTimeout} has it, not by the clock. */
final class PatientAssertions {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final double ONE_TRY_MILLIS = 2_000;

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(ONE_TRY_MILLIS);
    }

    private PatientAssertions() {}

    static LocatorAssertions assertThat(Locator locator) {
        return patient(LocatorAssertions.class, PlaywrightAssertions.assertThat(locator));
    }

    static PageAssertions assertThat(Page page) {
        return patient(PageAssertions.class, PlaywrightAssertions.assertThat(page));
    }

    private static <T> T patient(Class<T> type, T assertions) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    for (var patience = new StallTimeout(LIMIT); ; ) {
                        try {
                            var result = method.invoke(assertions, arguments);
                            return method.getName().equals("not") ? patient(type, type.cast(result)) : result;
                        } catch (InvocationTargetException e) {
                            if (!(e.getCause() instanceof AssertionError) || patience.isOver()) {
                                throw e.getCause();
                            }
                        }
                    }
                }));
    }
}
