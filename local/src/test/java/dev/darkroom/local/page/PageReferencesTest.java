package dev.darkroom.local.page;

import static dev.darkroom.local.page.PatientAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.darkroom.media.SampleFiles;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pictures to work from, in a real browser: into the real store, and from there to the provider. */
class PageReferencesTest {

    /** More than the 10 MiB that a server without the setting takes. */
    private static final int LARGEST = 10_500_000;

    private static final byte[] PICTURE = SampleFiles.drawn("png", 60, 40);

    /** A file as the visitor's own gesture brings it; browsers let no script make the gesture itself. */
    private static final String GESTURE = """
            (form, [kind, base64]) => {
              const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
              const files = new DataTransfer();
              files.items.add(new File([bytes], `${kind}.png`, { type: "image/png" }));
              const how = { bubbles: true, cancelable: true };
              form.dispatchEvent(
                kind === "drop"
                  ? new DragEvent("drop", { ...how, dataTransfer: files })
                  : new ClipboardEvent("paste", { ...how, clipboardData: files }),
              );
            }""";

    @RegisterExtension
    static final PageFixture FIXTURE = new PageFixture(Map.of(
            "DAILY_LIMIT", "100", "DAILY_LIMIT_PER_ADDRESS", "1000", "MAX_UPLOAD_BYTES", String.valueOf(LARGEST)));

    private static void pick(OpenPage page, FilePayload... files) {
        page.page().locator("input[type=file]").setInputFiles(files);
    }

    private static FilePayload file(String name, String type, byte[] bytes) {
        return new FilePayload(name, type, bytes);
    }

    private static void gesture(OpenPage page, String kind) {
        page.page()
                .locator("form.image-form")
                .evaluate(GESTURE, List.of(kind, Base64.getEncoder().encodeToString(PICTURE)));
    }

    private static Locator thumbs(OpenPage page) {
        return page.page().locator(".thumb:not(.busy)");
    }

    @Test
    void picturesArePickedDroppedAndPasted() {
        try (var page = FIXTURE.open()) {
            assertThat(page.button("Add a picture")).isVisible();
            pick(page, file("sea.png", "image/png", PICTURE));
            assertThat(thumbs(page)).hasCount(1);
            gesture(page, "drop");
            assertThat(thumbs(page)).hasCount(2);
            gesture(page, "paste");
            assertThat(thumbs(page)).hasCount(3);
            page.button("Remove drop.png").click();
            assertThat(thumbs(page)).hasCount(2);

            FIXTURE.system().make(page, "Both of them at night");
            assertEquals(2, FIXTURE.system().references().size());
            for (var reference : FIXTURE.system().references()) {
                assertTrue(reference.getPath().matches("/references/up-[a-z2-7]{32}\\.png"), reference::toString);
            }
            page.nothingShifted();
        }
    }

    @Test
    void whatCannotBeUsedIsSaidAndNotSent() {
        try (var page = FIXTURE.open()) {
            pick(page, file("notes.pdf", "application/pdf", new byte[10]));
            page.toasts("That file cannot be used.");
            var nine = new FilePayload[9];
            for (var i = 0; i < nine.length; i++) {
                nine[i] = file(i + ".png", "image/png", PICTURE);
            }
            pick(page, nine);
            page.toasts("This model uses at most 8 pictures.");
            assertThat(thumbs(page)).hasCount(8);
            assertEquals(8, page.asked("POST", "/api/uploads"));

            page.choose("FLUX 1.1 Pro");
            assertThat(page.page().locator(".thumb")).hasCount(0);
            assertThat(page.button("Text only")).isDisabled();
            page.nothingShifted();
        }
    }

    /** How large a picture may be is a setting of the server's: it alone knows, and says so before anything is sent. */
    @Test
    void theServerSaysWhatIsTooLarge() {
        try (var page = FIXTURE.open()) {
            page.prompt().focus();
            pick(page, file("huge.png", "image/png", new byte[LARGEST + 1]));
            page.toasts("The file must have 1 to 10,500,000 bytes.");
            assertThat(page.page().locator(".thumb")).hasCount(0);
            assertThat(page.prompt()).isFocused();
            assertEquals(0, page.asked("PUT", ""));

            pick(page, file("large.png", "image/png", new byte[LARGEST]));
            assertThat(thumbs(page)).hasCount(1);
            page.nothingShifted();
        }
    }

    /** The store says no to what is none; the server says so before anything is paid. */
    @Test
    void whatIsNoPictureIsRefusedBeforeItIsPaid() {
        try (var page = FIXTURE.open()) {
            var before = FIXTURE.system().jobs();
            pick(page, file("page.png", "image/png", "<!doctype html>".getBytes(StandardCharsets.UTF_8)));
            assertThat(thumbs(page)).hasCount(1);
            page.make("At night");
            assertThat(page.page().locator(".form-error")).containsText("is not a PNG, JPEG or WebP picture");
            assertEquals(before, FIXTURE.system().jobs());
        }
    }

    @Test
    void anEditLeadsBackToWhatItWasMadeFrom() {
        try (var page = FIXTURE.open()) {
            FIXTURE.system().make(page, "A house by the sea");
            var first = page.addressed();
            page.action("Edit this").click();
            FIXTURE.system().make(page, "Now at night");
            page.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Made from an earlier picture"))
                    .click();
            assertThat(page.page().locator(".viewer .prompt")).hasText("A house by the sea");
            assertEquals(first, page.addressed());
            page.nothingShifted();
        }
    }
}
