package dev.darkroom.local.hiapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one field of a model's input may be.
 *
 * @param fallback what counts when it is absent; null when nothing does
 */
record Field(boolean required, String fallback, Rule rule) {

    /** One kind of value; {@link #flaw} says what is wrong with a value of it, or null. */
    sealed interface Rule {
        record Text(int min, int max) implements Rule {}

        record Choice(List<String> values) implements Rule {}

        record Shaped(Pattern pattern) implements Rule {}

        record Whole(long min, long max) implements Rule {}

        record Flag() implements Rule {}

        record Url() implements Rule {}

        record Urls(int min, int max) implements Rule {}

        default String flaw(JsonNode value) {
            return switch (this) {
                case Text(var min, var max) ->
                    within(length(value), min, max) ? null : "must be text of " + min + " to " + max + " characters";
                case Choice(var values) ->
                    value.isTextual() && values.contains(value.textValue())
                            ? null
                            : "is not an allowed value; allowed: " + String.join(", ", values);
                case Shaped(var pattern) ->
                    value.isTextual() && pattern.matcher(value.textValue()).matches()
                            ? null
                            : "is not an allowed value; allowed: " + pattern;
                case Whole(var min, var max) ->
                    value.canConvertToExactIntegral() && value.canConvertToLong() && within(value.longValue(), min, max)
                            ? null
                            : "must be a whole number, " + min + " to " + max;
                case Flag() -> value.isBoolean() ? null : "must be true or false";
                case Url() -> isUrl(value) ? null : "must be an http(s) or data URL";
                case Urls(var min, var max) ->
                    value.isArray()
                                    && within(value.size(), min, max)
                                    && all(value).stream().allMatch(Rule::isUrl)
                            ? null
                            : "must be a list of " + min + " to " + max + " http(s) or data URLs";
            };
        }

        private static boolean within(long value, long min, long max) {
            return min <= value && value <= max;
        }

        private static long length(JsonNode value) {
            return value.isTextual() ? value.textValue().codePoints().count() : -1;
        }

        static List<JsonNode> all(JsonNode array) {
            var all = new ArrayList<JsonNode>();
            array.forEach(all::add);
            return all;
        }

        private static boolean isUrl(JsonNode value) {
            if (!value.isTextual()) {
                return false;
            }
            var text = value.textValue();
            if (text.startsWith("data:")) {
                return text.contains(",");
            }
            try {
                var url = URI.create(text);
                return url.getHost() != null && List.of("http", "https").contains(url.getScheme());
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }

    /** Reads a field's line in {@code inputs.json}. */
    static Field read(JsonNode line) {
        var min = line.path("min").asInt();
        var max = line.path("max").asInt();
        Rule rule =
                switch (line.path("type").asText()) {
                    case "text" -> new Rule.Text(min, max);
                    case "choice" ->
                        new Rule.Choice(Rule.all(line.path("values")).stream()
                                .map(JsonNode::asText)
                                .toList());
                    case "pattern" ->
                        new Rule.Shaped(Pattern.compile(line.path("pattern").asText()));
                    case "integer" -> new Rule.Whole(min, max);
                    case "flag" -> new Rule.Flag();
                    case "url" -> new Rule.Url();
                    case "urls" -> new Rule.Urls(min, max);
                    default -> throw new IllegalArgumentException("unknown type of field: " + line);
                };
        return new Field(line.path("required").asBoolean(), line.path("default").asText(null), rule);
    }
}
