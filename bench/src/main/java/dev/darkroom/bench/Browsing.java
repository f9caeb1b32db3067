package dev.darkroom.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForConditionOptions;
import dev.darkroom.house.House;
import dev.darkroom.local.Arguments;
import dev.darkroom.local.Local;
import dev.darkroom.local.RealTimeline;
import dev.darkroom.local.page.Chromium;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the page promises of its speed, in a real browser and in real time. */
final class Browsing implements Measurement {

    private static final Map<String, String> SETTINGS = Map.of(
            "DAILY_LIMIT", "10000",
            "DAILY_LIMIT_PER_ADDRESS", "10000",
            "DAILY_BUDGET_USD", "10000",
            "MONTHLY_BUDGET_USD", "10000",
            "PROVIDER_REQUESTS_PER_MINUTE", "6000",
            "PROVIDER_CONCURRENT", "100");

    private static final int PRINTS = 100;
    private static final int LOADS = 9;
    private static final int SLOWER = 4;
    private static final double SECOND = 1000;

    private static final String MAKE_MANY = """
            async (count) => {
              const shapes = ["1:1", "16:9", "3:4", "3:2"];
              for (let i = 0; i < count; i++) {
                const body = JSON.stringify({ prompt: "For the wall, number " + i, aspectRatio: shapes[i % 4] });
                const headers = { "Content-Type": "application/json" };
                await fetch("/api/images", { method: "POST", headers, body });
              }
            }
            """;

    private final Report.Builder report = Report.of("what", "median", "worst", "of");

    @Override
    public Report take(Path folder) throws Exception {
        try (var chromium = Chromium.start();
                var timeline = new RealTimeline()) {
            var browser = chromium.browser();
            var paint = new Times();
            try (var local = start(folder.resolve("fast"), timeline, 0);
                    var context = Tab.context(browser)) {
                paint = paint("nothing made yet", context, local);
                fill(context, local);
                paint(PRINTS + " prints", context, local);
                IntStream.range(0, 3).forEach(_ -> scroll(context, local));
            }
            try (var local = start(folder.resolve("real"), timeline, 1)) {
                arrivals("8 to 10 s", "A brass kettle, number", 1, 9, local, browser);
            }
            try (var local = start(folder.resolve("slow"), timeline, 1)) {
                // Side by side, since each takes a minute.
                var minute = arrivals("60 s", "A slow one [[time=60]], number", 5, 3, local, browser);
                return report.ratio(
                        "An image of 60 s is on the page %.2f of the second after its completion that is the aim, once the "
                                + "server has seen one; the page has its largest paint at %.2f of its second.",
                        minute.median() / SECOND, paint.median() / SECOND);
            }
        }
    }

    /** @param pace times the simulated models' own durations */
    private static Local start(Path data, RealTimeline timeline, double pace) {
        return Local.start(
                new Arguments(House.ROOT, data, 0, false),
                timeline,
                SETTINGS,
                options -> options.withPace(pace).withLimits(6000, 100, 0));
    }

    private Times paint(String what, BrowserContext context, Local local) {
        var paints = new Times();
        for (var load = 0; load < LOADS; load++) {
            var page = context.newPage();
            tell(page, "Emulation.setCPUThrottlingRate", "rate", new JsonPrimitive(SLOWER));
            tell(page, "Network.setCacheDisabled", "cacheDisabled", new JsonPrimitive(true));
            page.navigate(local.url().toString());
            page.waitForTimeout(3000);
            paints.add(Math.round(((Number) page.evaluate("seen.paint")).doubleValue() * 1e6));
            page.close();
        }
        row("largest paint, " + what, paints);
        return paints;
    }

    private static void fill(BrowserContext context, Local local) {
        var page = context.newPage();
        page.navigate(local.url().toString());
        page.evaluate(MAKE_MANY, PRINTS);
        page.waitForCondition(
                () -> local.provider().orElseThrow().billed() == PRINTS,
                new WaitForConditionOptions().setTimeout(60_000));
        page.waitForTimeout(15_000);
        page.close();
    }

    private void scroll(BrowserContext context, Local local) {
        var page = context.newPage();
        page.navigate(local.url().toString());
        page.waitForTimeout(3000);
        page.evaluate("seen.long.length = 0");
        page.mouse().move(900, 400);
        for (var turn = 0; turn < 80; turn++) {
            page.mouse().wheel(0, 250);
            page.waitForTimeout(50);
        }
        page.waitForTimeout(1000);
        var lengths = ((List<?>) page.evaluate("seen.long"))
                .stream().mapToLong(length -> ((Number) length).longValue()).summaryStatistics();
        report.row(
                "tasks over 50 ms, scrolling " + page.locator(".card").count() + " prints",
                "",
                lengths.getCount() == 0 ? "none" : lengths.getMax() + " ms",
                String.valueOf(lengths.getCount()));
        page.close();
    }

    /** The first round is told apart: from it the server learns how long such an image takes. */
    private Times arrivals(String what, String prompt, int tabs, int rounds, Local local, Browser browser) {
        var visitors = IntStream.range(0, tabs)
                .mapToObj(_ -> new Tab(Tab.context(browser), local))
                .toList();
        var first = new Times();
        var later = new Times();
        var calls = 0;
        for (var round = 0; round < rounds; round++) {
            for (var number = 0; number < tabs; number++) {
                visitors.get(number).make(prompt + " " + round + "-" + number);
            }
            for (var visitor : visitors) {
                (round == 0 ? first : later).add(visitor.untilThePicture().toNanos());
                calls = Math.max(calls, visitor.calls());
            }
        }
        row("completion to picture, an image of " + what + ", the first ever", first);
        row("completion to picture, an image of " + what + ", later", later);
        report.row("status calls, an image of " + what, "", String.valueOf(calls), String.valueOf(tabs * rounds));
        visitors.forEach(Tab::close);
        return later;
    }

    private void row(String what, Times times) {
        report.row(what, times.text(0.5), times.text(1), String.valueOf(times.count()));
    }

    private static void tell(Page page, String method, String name, JsonPrimitive value) {
        var parameters = new JsonObject();
        parameters.add(name, value);
        page.context().newCDPSession(page).send(method, parameters);
    }
}
