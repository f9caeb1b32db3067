package dev.darkroom.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every word of AWS's in this repository stands in docs/aws-facts.md, with the page that it was compared with. */
class FactsTest {

    private static final String LIST = "docs/aws-facts.md";

    private static final Pattern LINE = Pattern.compile(
            "\\| `([^`]+)` \\| \\[[^\\]]+]\\((https://[^)\\s]+)\\) \\| [^|]+ \\| (\\d{4}-\\d\\d-\\d\\d) \\|");

    /** AWS's own pages, and its own code and data. */
    private static final Pattern SOURCE =
            Pattern.compile("https://(docs\\.aws\\.amazon\\.com|github\\.com/(aws|aws-cloudformation|boto))/.+");

    /** By kind, by word: the line that has it. */
    private final Map<String, Map<String, String>> listed = new TreeMap<>();

    private final List<String> faults = new ArrayList<>();

    FactsTest() {
        var kind = "";
        for (var line : House.text(LIST).lines().toList()) {
            if (line.startsWith("## ")) {
                kind = line.substring(3).strip();
            }
            var parts = LINE.matcher(line);
            if (parts.matches()) {
                if (listed.computeIfAbsent(kind, key -> new TreeMap<>()).put(parts.group(1), line) != null) {
                    faults.add("twice: " + line);
                }
                if (!SOURCE.matcher(parts.group(2)).matches()) {
                    faults.add("no page of AWS's: " + line);
                }
                LocalDate.parse(parts.group(3));
            } else if (line.startsWith("| `")) {
                faults.add("not as the others are: " + line);
            }
        }
    }

    @Test
    void everyLineNamesItsPageAndItsDay() {
        assertEquals(List.of(), faults);
        assertTrue(listed.size() > 10, listed.keySet().toString());
    }

    @Test
    void everyWordOfAwsWasComparedWithAPageOfAws() {
        var missing = new StringBuilder();
        AwsWords.collected()
                .forEach((kind, words) -> words.forEach((word, where) -> {
                    if (!listed.getOrDefault(kind, Map.of()).containsKey(word)) {
                        missing.append(String.format(
                                        Locale.ROOT,
                                        "\n%s says `%s`. Compare it with AWS's page, then add below \"## %s\":%n",
                                        where,
                                        word,
                                        kind))
                                .append(String.format(
                                        Locale.ROOT,
                                        "| `%s` | [TITLE](https://docs.aws.amazon.com/...) | the page | %s |",
                                        word,
                                        "YYYY-MM-DD"));
                    }
                }));
        assertEquals("", missing.toString(), LIST + " lacks lines");
    }

    @Test
    void nothingIsListedThatNobodySays() {
        var said = AwsWords.collected();
        var left = new ArrayList<String>();
        listed.forEach((kind, words) -> words.forEach((word, line) -> {
            if (!said.getOrDefault(kind, Map.of()).containsKey(word)) {
                left.add("take it out below \"## " + kind + "\": " + line);
            }
        }));
        assertEquals(List.of(), left);
    }
}
