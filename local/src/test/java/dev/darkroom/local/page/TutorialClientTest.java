package dev.darkroom.local.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The client of the tutorial that Darkroom comes from: it posts the four fields, asks every three seconds, knows four
 * statuses, and reads {@code url} and {@code error.message}. It must go on working against Darkroom as it is.
 */
class TutorialClientTest {

    private static final String CLIENT = """
            async (prompt) => {
              const request = { prompt, model: "Nano-Banana-2", aspectRatio: "16:9", resolution: "1K" };
              const headers = { "Content-Type": "application/json" };
              const made = await fetch("/api/images", { method: "POST", headers, body: JSON.stringify(request) });
              const { taskId } = await made.json();
              window.seen = [];
              const timer = setInterval(async () => {
                const task = await (await fetch("/api/images/" + taskId)).json();
                if (["success", "fail"].includes(task.status)) clearInterval(timer);
                window.told = task.status === "fail" ? task.error.message : task.url;
                window.seen.push(task.status);
              }, 3000);
            }
            """;

    @RegisterExtension
    static final PageFixture FIXTURE = new PageFixture(Map.of());

    @Test
    void itSeesFourStatusesAndADurableUrl() {
        try (var visitor = FIXTURE.open()) {
            var page = visitor.page();
            // Three seconds pass when the test says so: a busy machine may need longer for an answer.
            page.clock().pauseAt(((Number) page.evaluate("Date.now()")).longValue() + 1000);
            page.evaluate(CLIENT, "a kettle");
            assertEquals(List.of("pending"), afterThreeSeconds(page, 1));
            FIXTURE.system().settle();
            assertEquals(List.of("pending", "running"), afterThreeSeconds(page, 2));
            FIXTURE.system().finish();
            assertEquals(List.of("pending", "running", "success"), afterThreeSeconds(page, 3));
            var image = "url => fetch(url).then(answer => answer.headers.get('content-type').split('/')[0])";
            assertEquals("image", page.evaluate(image, page.evaluate("told")));

            page.evaluate(CLIENT, "a kettle [[fail]]");
            FIXTURE.system().finish();
            assertEquals(List.of("fail"), afterThreeSeconds(page, 1));
            assertEquals(true, page.evaluate("told.includes('It did not count.')"));
        }
    }

    private static Object afterThreeSeconds(Page page, int answers) {
        page.clock().fastForward(3_000);
        page.waitForCondition(() -> page.evaluate("seen.length").equals(answers));
        return page.evaluate("seen");
    }
}
