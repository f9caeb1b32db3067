package dev.darkroom.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The template's Rules, decided as CloudFormation decides them. Source: its guide, "Rule-specific intrinsic functions". */
final class TemplateRules {

    private TemplateRules() {}

    /** The descriptions of the assertions that do not hold. */
    static List<String> faults(JsonNode rules, Map<String, String> settings) {
        var faults = new ArrayList<String>();
        rules.forEach(rule -> {
            if (!rule.has("RuleCondition") || holds(rule.get("RuleCondition"), settings)) {
                rule.path("Assertions").forEach(assertion -> {
                    if (!holds(assertion.get("Assert"), settings)) {
                        faults.add(assertion.path("AssertDescription").asText());
                    }
                });
            }
        });
        return faults;
    }

    private static boolean holds(JsonNode condition, Map<String, String> settings) {
        var call = condition.properties().iterator().next();
        var arguments = call.getValue();
        return switch (call.getKey()) {
            case "Fn::And" -> all(arguments, settings);
            case "Fn::Or" -> any(arguments, settings);
            case "Fn::Not" -> !holds(arguments.get(0), settings);
            case "Fn::Equals" -> text(arguments.get(0), settings).equals(text(arguments.get(1), settings));
            case "Fn::Contains" -> {
                var wanted = text(arguments.get(1), settings);
                var found = false;
                for (var item : arguments.get(0)) {
                    found |= text(item, settings).equals(wanted);
                }
                yield found;
            }
            default -> throw new IllegalArgumentException("a rule with " + call.getKey() + " is not understood here");
        };
    }

    private static boolean all(JsonNode conditions, Map<String, String> settings) {
        for (var condition : conditions) {
            if (!holds(condition, settings)) {
                return false;
            }
        }
        return true;
    }

    private static boolean any(JsonNode conditions, Map<String, String> settings) {
        for (var condition : conditions) {
            if (holds(condition, settings)) {
                return true;
            }
        }
        return false;
    }

    private static String text(JsonNode node, Map<String, String> settings) {
        return node.has("Ref") ? settings.getOrDefault(node.get("Ref").asText(), "") : node.asText();
    }
}
