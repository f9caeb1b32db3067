package dev.darkroom.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.darkroom.hiapi.CreateBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The exact bytes that are sent for each of the provider's models: one file each under
 * {@code src/test/resources/dev/darkroom/catalog/golden}.
 */
class GoldenTest {
    private static final String PROMPT = "a brass kettle on slate, \"steam\" in 中文 🫖";

    /** One request for each golden file. */
    record Golden(String file, ImageOptions options) {
        @Override
        public String toString() {
            return file;
        }
    }

    static final List<Golden> GOLDEN = List.of(
            golden("qwen-image-2.0", "qwen-image-2.0", "16:9", "2K", null, 0),
            golden("gpt-image-2-text", "gpt-image-2", "3:2", "4K", null, 0),
            golden("gpt-image-2-references", "gpt-image-2", "1:1", "1K", null, 2),
            golden("Nano-Banana", "Nano-Banana", "21:9", "1K", null, 0),
            golden("Nano-Banana-2-defaults", null, null, null, null, 0),
            golden("Nano-Banana-2-references", "Nano-Banana-2", "8:1", "4K", null, 3),
            golden("Nano-Banana-Pro", "Nano-Banana-Pro", "auto", "2K", null, 1),
            golden("flux-1.1-pro", "flux-1.1-pro", "9:16", null, null, 0),
            golden("seedream-5.0-pro-text", "seedream-5.0-pro", null, null, null, 0),
            golden("seedream-5.0-pro-references", "seedream-5.0-pro", "2:3", "2K", null, 10),
            golden("seedance-2.0-text", "seedance-2.0", null, null, null, 0),
            golden("seedance-2.0-first-frame", "seedance-2.0", "adaptive", "480p", 4, 1),
            golden("seedance-2.0-both-frames", "seedance-2.0", "9:16", "1080p", 15, 2),
            golden("seedance-2.0-fast", "seedance-2.0-fast", null, null, null, 0),
            golden("seedance-2.0-mini", "seedance-2.0-mini", "1:1", "720p", 6, 0));

    @ParameterizedTest
    @FieldSource("GOLDEN")
    void sendsExactly(Golden golden) {
        assertEquals(read(golden.file()), body(golden, null));
    }

    @Test
    void sendsTheCallbackBesideTheInput() {
        var callback = URI.create("https://app.example/api/callbacks/hiapi/0190");
        assertEquals(read("with-callback"), body(golden("", null, null, null, null, 0), callback));
    }

    @Test
    void coversEveryModelOfTheProvider() {
        var sent = new LinkedHashSet<String>();
        GOLDEN.forEach(golden -> sent.add(said(golden).providerModel()));
        for (var model : Given.PRICED.models()) {
            if (model.providerModel() != null) {
                assertEquals(true, sent.contains(model.providerModel()), model.providerModel());
            }
            if (model.references() != null) {
                assertEquals(true, sent.contains(model.references().providerModel()), model.id());
            }
        }
    }

    private static Golden golden(
            String file, String model, String aspectRatio, String resolution, Integer seconds, int references) {
        return new Golden(file, Given.options(PROMPT, model, aspectRatio, resolution, seconds, references));
    }

    private static ProviderInput said(Golden golden) {
        var choice = Given.PRICED.validate(golden.options(), Given.MAX_PROMPT);
        var chosen = assertInstanceOf(OptionsResult.Chosen.class, choice, choice::toString);
        return ProviderInput.of(
                chosen,
                golden.options().prompt(),
                Given.urls(golden.options().references().size()));
    }

    private static String body(Golden golden, URI callback) {
        var said = said(golden);
        return CreateBody.of(said.providerModel(), said.input(), callback);
    }

    private static String read(String file) {
        try (var golden = GoldenTest.class.getResourceAsStream("golden/" + file + ".json")) {
            return new String(golden.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
