package dev.darkroom.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The template as CloudFormation takes it with certain parameters: rules asked, conditions decided, and SAM's resources
 * expanded as far as their references go. Source: AWS's guide, generated CloudFormation resources, 2026.
 */
public final class CloudFormation {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9:]+)(\\.[A-Za-z0-9.]+)?}");

    /** Read once: the tests ask hundreds of times. */
    private static final JsonNode TEMPLATE = read(House.text("template.yaml"));

    private final JsonNode template;
    private final Map<String, String> parameters = new TreeMap<>();

    private CloudFormation(JsonNode template, Map<String, String> given) {
        this.template = template;
        template.get("Parameters")
                .properties()
                .forEach(entry -> parameters.put(
                        entry.getKey(), entry.getValue().get("Default").asText()));
        given.forEach((name, value) -> {
            if (parameters.put(name, value) == null) {
                throw new IllegalArgumentException("no parameter " + name);
            }
        });
    }

    /** As it is written, with every short form as the function that it stands for. */
    static JsonNode written() {
        return TEMPLATE;
    }

    public static CloudFormation with(Map<String, String> parameters) {
        return new CloudFormation(TEMPLATE, parameters);
    }

    static CloudFormation of(String yaml, Map<String, String> parameters) {
        return new CloudFormation(read(yaml), parameters);
    }

    private static JsonNode read(String yaml) {
        return JSON.valueToTree(new Yaml(new ShortForms()).load(yaml));
    }

    /** What the rules say against these parameters. */
    List<String> refusals() {
        var said = new ArrayList<String>();
        template.get("Rules").forEach(rule -> {
            if (!rule.has("RuleCondition") || isTrue(rule.get("RuleCondition"))) {
                rule.get("Assertions").forEach(assertion -> {
                    if (!isTrue(assertion.get("Assert"))) {
                        said.add(assertion.get("AssertDescription").asText());
                    }
                });
            }
        });
        return said;
    }

    /** The resources that these parameters make, as they stand in the template, without the other sides of its Ifs. */
    Map<String, JsonNode> resources() {
        var made = new LinkedHashMap<String, JsonNode>();
        template.get("Resources").properties().forEach(entry -> {
            var condition = entry.getValue().path("Condition");
            if (condition.isMissingNode() || holds(condition.asText())) {
                made.put(entry.getKey(), decided(entry.getValue()));
            }
        });
        return made;
    }

    public JsonNode resource(String id) {
        return resources().get(id);
    }

    /** A setting of a function's environment, with its references as CloudFormation writes them; missing if it has none. */
    JsonNode setting(String function, String name) {
        return resource(function + "Function").at("/Properties/Environment/Variables/" + name);
    }

    /** Who refers to whom once SAM has expanded the functions into role, version, alias and deployment group. */
    Map<String, TreeSet<String>> references() {
        var all = new TreeMap<String, TreeSet<String>>();
        resources().forEach((id, resource) -> {
            switch (resource.get("Type").asText()) {
                case "AWS::Serverless::Function" -> addFunction(id, resource, all);
                case "AWS::Serverless::StateMachine" -> {
                    add(all, id + "Role", resource.at("/Properties/Policies"));
                    add(all, id, without(resource, "Policies"));
                    all.get(id).add(id + "Role");
                }
                default -> add(all, id, resource);
            }
        });
        all.values().forEach(names -> names.retainAll(all.keySet()));
        return all;
    }

    private void addFunction(String id, JsonNode function, Map<String, TreeSet<String>> all) {
        add(all, id + "Role", function.at("/Properties/Policies"));
        add(all, id, without(function, "Policies", "EventInvokeConfig"));
        all.get(id).add(id + "Role");
        if (function.path("IgnoreGlobals").toString().contains("\"AutoPublishAlias\"")) {
            return; // no version, and so nothing that refers to one
        }
        all.put(id + ".Version", new TreeSet<>(List.of(id)));
        all.put(id + ".Alias", new TreeSet<>(List.of(id + ".Version")));
        add(all, id + "EventInvokeConfig", function.at("/Properties/EventInvokeConfig"));
        all.get(id + "EventInvokeConfig").add(id + ".Alias");
        var preference = decided(template.at("/Globals/Function/DeploymentPreference"));
        if (preference.get("Enabled").asText().equals("true")) {
            add(all, id + "DeploymentGroup", preference);
            all.get(id + ".Alias").add(id + "DeploymentGroup");
        }
    }

    private static JsonNode without(JsonNode resource, String... properties) {
        var copy = resource.deepCopy();
        ((ObjectNode) copy.get("Properties")).remove(List.of(properties));
        return copy;
    }

    private static void add(Map<String, TreeSet<String>> all, String id, JsonNode part) {
        collect(part, all.computeIfAbsent(id, key -> new TreeSet<>()));
    }

    private static void collect(JsonNode part, TreeSet<String> names) {
        if (part.isObject()) {
            part.properties().forEach(entry -> {
                var value = entry.getValue();
                switch (entry.getKey()) {
                    case "Ref" -> names.add(value.asText());
                    case "DependsOn" -> {
                        names.add(named(value.asText()));
                        value.forEach(one -> names.add(named(one.asText())));
                    }
                    case "Fn::GetAtt" -> names.add(value.get(0).asText());
                    case "Fn::Sub" -> variables(value.isArray() ? value.get(0).asText() : value.asText(), names);
                    default -> {}
                }
                collect(value, names);
            });
        } else {
            part.forEach(item -> collect(item, names));
        }
    }

    /** The alias {@code live} under the name that SAM gives it. */
    private static String named(String id) {
        return id.replaceFirst("Aliaslive$", ".Alias");
    }

    private static void variables(String text, TreeSet<String> names) {
        var variable = VARIABLE.matcher(text);
        while (variable.find()) {
            // An alias is another resource than its function; any other attribute is the resource itself.
            names.add(variable.group(1) + (".Alias".equals(variable.group(2)) ? ".Alias" : ""));
        }
    }

    /** Each resource with all that must be there before it, by whatever way. */
    Map<String, Set<String>> before() {
        var references = references();
        var before = new TreeMap<String, Set<String>>();
        references.keySet().forEach(id -> before(id, references, before));
        return before;
    }

    private static Set<String> before(
            String id, Map<String, TreeSet<String>> references, Map<String, Set<String>> known) {
        if (!known.containsKey(id)) {
            var all = new TreeSet<>(references.get(id));
            references.get(id).forEach(next -> all.addAll(before(next, references, known)));
            known.put(id, all);
        }
        return known.get(id);
    }

    /** The resources on a circle of references, in order; empty when there is none and the template can be deployed. */
    List<String> circle() {
        var references = references();
        var done = new TreeSet<String>();
        for (var id : references.keySet()) {
            var circle = circle(id, references, new ArrayList<>(), done);
            if (!circle.isEmpty()) {
                return circle;
            }
        }
        return List.of();
    }

    private static List<String> circle(
            String id, Map<String, TreeSet<String>> references, List<String> path, TreeSet<String> done) {
        if (path.contains(id)) {
            return List.copyOf(path.subList(path.indexOf(id), path.size()));
        }
        if (done.contains(id)) {
            return List.of();
        }
        path.add(id);
        for (var next : references.get(id)) {
            var circle = circle(next, references, path, done);
            if (!circle.isEmpty()) {
                return circle;
            }
        }
        path.removeLast();
        done.add(id);
        return List.of();
    }

    private boolean holds(String condition) {
        return isTrue(template.at("/Conditions/" + condition));
    }

    private boolean isTrue(JsonNode test) {
        var rule = test.properties().iterator().next();
        var of = rule.getValue();
        return switch (rule.getKey()) {
            case "Fn::Equals" ->
                decided(of.get(0)).asText().equals(decided(of.get(1)).asText());
            case "Fn::Not" -> !isTrue(of.get(0));
            case "Fn::And" -> each(of, (a, b) -> a && b);
            case "Fn::Or" -> each(of, (a, b) -> a || b);
            default -> throw new IllegalArgumentException(rule.getKey());
        };
    }

    private boolean each(JsonNode tests, BinaryOperator<Boolean> both) {
        var results = new ArrayList<Boolean>();
        tests.forEach(test -> results.add(isTrue(test)));
        return results.stream().reduce(both).orElseThrow();
    }

    /** A part with its Ifs, its parameters and what stands in mappings put in; null where there is to be nothing. */
    private JsonNode decided(JsonNode part) {
        if (part.has("Fn::If")) {
            var choice = part.get("Fn::If");
            return decided(choice.get(holds(choice.get(0).asText()) ? 1 : 2));
        }
        if (part.has("Ref") && part.get("Ref").asText().equals("AWS::NoValue")) {
            return null;
        }
        if (part.has("Ref") && parameters.containsKey(part.get("Ref").asText())) {
            return JSON.getNodeFactory().textNode(parameters.get(part.get("Ref").asText()));
        }
        if (part.has("Fn::FindInMap")) {
            var keys = part.get("Fn::FindInMap");
            return template.get("Mappings")
                    .path(keys.get(0).asText())
                    .path(decided(keys.get(1)).asText())
                    .path(keys.get(2).asText());
        }
        if (part.isObject()) {
            var object = JSON.createObjectNode();
            part.properties().forEach(entry -> putIfAny(object, entry.getKey(), decided(entry.getValue())));
            return object;
        }
        if (part.isArray()) {
            var array = JSON.createArrayNode();
            part.forEach(item -> addIfAny(array, decided(item)));
            return array;
        }
        return part;
    }

    private static void putIfAny(ObjectNode object, String name, JsonNode value) {
        if (value != null) {
            object.set(name, value);
        }
    }

    private static void addIfAny(ArrayNode array, JsonNode value) {
        if (value != null) {
            array.add(value);
        }
    }

    /** {@code !Ref X} is <code>{Ref: X}</code>, {@code !GetAtt X.Y} is <code>{Fn::GetAtt: [X, Y]}</code>, and so on. */
    private static final class ShortForms extends SafeConstructor {
        ShortForms() {
            super(new LoaderOptions());
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    var tag = node.getTag().getValue().substring(1);
                    var value = plain(node);
                    if (tag.equals("GetAtt") && value instanceof String text) {
                        value = List.of(text.split("\\.", 2));
                    }
                    return Map.of(tag.equals("Ref") || tag.equals("Condition") ? tag : "Fn::" + tag, value);
                }
            });
        }

        private Object plain(Node node) {
            return switch (node) {
                case ScalarNode scalar -> scalar.getValue();
                case SequenceNode sequence -> constructSequence(sequence);
                case MappingNode mapping -> constructMapping(mapping);
                default -> throw new IllegalArgumentException(node.toString());
            };
        }
    }
}
