package dev.darkroom.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The table of bad options: {@code src/test/resources/dev/darkroom/catalog/bad-options.csv}. Each row says which fields
 * are at fault and what the visitor reads about the first. An empty cell is an absent field, {@code x*9} is nine x, and
 * words with a tilde stand for what a table cannot show.
 */
class BadOptionsTest {
    private static final Map<String, String> UNSHOWABLE = Map.ofEntries(
            Map.entry("~empty", ""),
            Map.entry("~blank", " \t\n "),
            Map.entry("~nbsp", "\u00a0\u2007\u202f"),
            Map.entry("~ideographic", "\u3000"),
            Map.entry("~zerowidth", "\u200b\ufeff"),
            Map.entry("~joiner", "\u200d"),
            Map.entry("~lines", "\r\n\u2028"),
            Map.entry("~bell", "kett\u0007le"),
            Map.entry("~nul", "kettl\u0000"),
            Map.entry("~escape", "\u001b[31m"),
            Map.entry("~delete", "ab\u007f"),
            Map.entry("~c1", "ab\u0085c"),
            Map.entry("~cr", "a\rb"),
            Map.entry("~vt", "a\u000bb"),
            Map.entry("~high", "ab\ud83ec"),
            Map.entry("~low", "ab\udeb6c"),
            Map.entry("~swapped", "\udeb6\ud83e"),
            Map.entry("~highend", "a\ud83e"),
            Map.entry("~long", "m".repeat(41)));

    @ParameterizedTest(name = "{index} {1} {2} {3}: {6}")
    @CsvFileSource(resources = "bad-options.csv", numLinesToSkip = 1, maxCharsPerColumn = 8192)
    void isRejected(
            String prompt,
            String model,
            String aspectRatio,
            String resolution,
            Integer seconds,
            int references,
            String fields,
            String firstMessage) {
        var options =
                Given.options(shown(prompt), shown(model), shown(aspectRatio), shown(resolution), seconds, references);
        var rejected = assertInstanceOf(
                OptionsResult.Rejected.class, Given.PRICED.validate(options, Given.MAX_PROMPT), options::toString);
        assertEquals(
                fields,
                String.join(
                        " ", rejected.errors().stream().map(FieldError::field).toList()));
        assertEquals(firstMessage, rejected.errors().getFirst().message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "🫖",
                "🫖*2000",
                "中*2000",
                "two\nlines",
                "a\tb",
                "  padded \u00a0",
                "Windows\r\nlines",
                "👩‍🚀",
                "\ufeffwith a mark"
            })
    void whatIsRightIsAccepted(String prompt) {
        var options = Given.options(shown(prompt), null, null, null, null, 0);
        assertInstanceOf(OptionsResult.Chosen.class, Given.SHIPPED.validate(options, Given.MAX_PROMPT));
    }

    @Test
    void thePromptIsTrimmedAndItsLinesUnified() {
        assertEquals(
                "a\nb",
                Given.options(" \u00a0a\r\nb\u3000\n", null, null, null, null, 0)
                        .prompt());
        assertEquals(
                "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                Given.options("🏴󠁧󠁢󠁥󠁮󠁧󠁿 ", null, null, null, null, 0).prompt(),
                "its invisible end belongs to it");
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({
        "gpt-image-2, 2K, 'gpt-image-2 has no price at 2K on this site, so it cannot be chosen. Allowed: 1K.'",
        "gpt-image-2, 4K, 'gpt-image-2 has no price at 4K on this site, so it cannot be chosen. Allowed: 1K.'",
        "seedance-2.0, 1080p, 'seedance-2.0 has no price at 1080p on this site, so it cannot be chosen. Allowed: 480p, 720p.'"
    })
    void aResolutionWithoutAPriceIsRejected(String model, String resolution, String message) {
        var choice =
                Given.SHIPPED.validate(Given.options("a kettle", model, null, resolution, null, 0), Given.MAX_PROMPT);
        var error =
                assertInstanceOf(OptionsResult.Rejected.class, choice).errors().getFirst();
        assertEquals(new FieldError("resolution", message), error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nano-Banana-Pro", "seedance-2.0-fast", "seedance-2.0-mini"})
    void aModelWithoutAnyPriceIsRejected(String model) {
        var choice = Given.SHIPPED.validate(Given.options("a kettle", model, null, null, null, 0), Given.MAX_PROMPT);
        var error =
                assertInstanceOf(OptionsResult.Rejected.class, choice).errors().getFirst();
        assertEquals("model", error.field());
        assertEquals(
                "The model " + model + " has no price on this site, so it cannot be chosen. Allowed: qwen-image-2.0,"
                        + " gpt-image-2, Nano-Banana, Nano-Banana-2, flux-1.1-pro, seedream-5.0-pro, seedance-2.0.",
                error.message());
    }

    @Test
    void aModelsOwnLimitWinsWhenItIsLower() {
        var long5001 = Given.options("x".repeat(5001), "Nano-Banana", null, null, null, 0);
        var error = assertInstanceOf(OptionsResult.Rejected.class, Given.SHIPPED.validate(long5001, 9000))
                .errors()
                .getFirst();
        assertEquals("The prompt must have 1 to 5,000 characters for Nano-Banana; it has 5,001.", error.message());
        var unlimited = Given.options("x".repeat(5001), "Nano-Banana-2", null, null, null, 0);
        assertTrue(Given.SHIPPED.validate(unlimited, 9000) instanceof OptionsResult.Chosen);
    }

    private static String shown(String cell) {
        if (cell == null || cell.equals("~null")) {
            return null;
        }
        if (cell.matches(".*\\*[0-9]+")) {
            var star = cell.lastIndexOf('*');
            return cell.substring(0, star).repeat(Integer.parseInt(cell.substring(star + 1)));
        }
        return UNSHOWABLE.getOrDefault(cell, cell);
    }
}
