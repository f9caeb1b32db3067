package dev.darkroom.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A parameter of the template: what it means, and which values it takes. */
record Parameter(
        String name,
        String type,
        Optional<String> byDefault,
        String description,
        List<String> allowed,
        Optional<Pattern> pattern,
        Optional<BigDecimal> least,
        Optional<BigDecimal> most,
        Optional<String> constraint) {

    static Parameter of(String name, JsonNode node) {
        var allowed = new ArrayList<String>();
        node.path("AllowedValues").forEach(value -> allowed.add(value.asText()));
        return new Parameter(
                name,
                node.path("Type").asText("String"),
                text(node, "Default"),
                node.path("Description").asText(""),
                List.copyOf(allowed),
                text(node, "AllowedPattern").map(Pattern::compile),
                text(node, "MinValue").map(BigDecimal::new),
                text(node, "MaxValue").map(BigDecimal::new),
                text(node, "ConstraintDescription"));
    }

    private static Optional<String> text(JsonNode node, String field) {
        return node.has(field) ? Optional.of(node.get(field).asText()) : Optional.empty();
    }

    /** What is wrong with a value, as a sentence that CloudFormation would come to minutes later, or nothing. */
    Optional<String> fault(String value) {
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            return say(value, "must be one of " + String.join(", ", allowed) + ".");
        }
        if (type.equals("Number")) {
            return number(value);
        }
        var items = type.equals("CommaDelimitedList") ? List.of(value.split(",", -1)) : List.of(value);
        var fits = pattern.isEmpty()
                || items.stream().allMatch(item -> pattern.get().matcher(item).matches());
        return fits ? Optional.empty() : say(value, constraint.orElse("must match " + pattern.get() + "."));
    }

    private Optional<String> number(String value) {
        if (!value.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return say(value, "must be a number.");
        }
        var number = new BigDecimal(value);
        if (least.isPresent() && number.compareTo(least.get()) < 0) {
            return say(value, "must be " + least.get().toPlainString() + " or more.");
        }
        if (most.isPresent() && number.compareTo(most.get()) > 0) {
            return say(value, "must be " + most.get().toPlainString() + " or less.");
        }
        return Optional.empty();
    }

    private Optional<String> say(String value, String rule) {
        return Optional.of(name + " "
                + rule.replaceFirst(
                        "\\.?$", ", and \"" + java.util.regex.Matcher.quoteReplacement(value) + "\" is not."));
    }
}
