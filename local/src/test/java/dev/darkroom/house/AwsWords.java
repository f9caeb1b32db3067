package dev.darkroom.house;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Every word of AWS's that this repository says to it or expects from it, by kind, with a place where it stands. What
 * AWS would refuse or silently pass over if it were spelled otherwise is found by its form, not by a list.
 */
final class AwsWords {

    /** A kind of word that can be told by its form alone; the first group is the word. */
    private record Form(String kind, String files, Pattern pattern) {
        Form(String kind, String files, String pattern) {
            this(kind, files, Pattern.compile(pattern));
        }
    }

    private static final String TEMPLATE = "template\\.yaml";
    private static final String MACHINES = "infra/.*\\.asl\\.json";
    private static final String CODE = "functions/src/main/java/.*";
    private static final String AWS_ROOM = CODE + "/aws/(?!EmfMeter).*";
    private static final String EVENTS = "events/.*";
    private static final String DEFINED = TEMPLATE + "|infra/.*";
    private static final String ALL = DEFINED + "|" + CODE + "|" + EVENTS;

    private static final List<Form> FORMS = List.of(
            new Form("id", DEFINED, "\\b([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\b"),
            new Form("id", DEFINED, "HostedZoneId: (Z[A-Z0-9]+)"),
            new Form(
                    "name",
                    ALL,
                    "(?<![\\w-])(?![a-z]{2}-[a-z]+-\\d\\.)([a-z][a-z0-9-]*\\.amazonaws\\.com|cloudfront\\.net)\\b"),
            new Form("name", ALL, "\\b([a-z][a-z-]*)\\.[a-z]{2}-[a-z]+-\\d\\.amazonaws\\.com\\b"),
            new Form("name", DEFINED, "\\}\\.(execute-api)\\.\\$"),
            new Form("name", DEFINED, "(/aws/vendedlogs/[a-z]+)"),
            new Form("ARN", ALL, "\\barn:(?:\\$\\{AWS::Partition}|[^:\\s]+):([a-z0-9-]+):"),
            new Form("ARN", MACHINES, "\"(arn:aws:states:::[A-Za-z:.]+)\""),
            new Form("type", DEFINED, "\\b(AWS::[A-Za-z0-9]+(?:::[A-Za-z0-9]+)*)(?![-\\w])"),
            new Form("action", TEMPLATE, "\\b([a-z][a-z0-9-]+:(?:[A-Z][A-Za-z]+|\\*))(?=[\\s,\\]]|$)"),
            new Form("condition key", TEMPLATE, "(?i:\\b(aws:[a-z]+)):"),
            new Form("transform", TEMPLATE, "Transform: (\\S+)"),
            new Form("reference", TEMPLATE, "\\{\\{(resolve:[a-z]+):.*?:(?:SecretString)"),
            new Form("log field", TEMPLATE, "(\\$context\\.\\w+)"),
            new Form("request field", TEMPLATE, "(\\$request\\.\\w+)"),
            new Form(
                    "error",
                    MACHINES + "|" + CODE + "|" + EVENTS,
                    "\"((?:States|Lambda|Runtime|Sandbox)\\.[A-Z]\\w+)\""),
            new Form("error", CODE, "import software\\.amazon\\.awssdk\\.services\\.(\\w+\\.model\\.\\w+Exception);"),
            new Form("code", AWS_ROOM, "\"([A-Z][a-z]+(?:[A-Z][a-z0-9]+)+)\""),
            new Form(
                    "machine",
                    MACHINES,
                    "(\\$states\\.(?:context(?:\\.[A-Z]\\w+)+|errorOutput\\.\\w+|result(?:\\.Payload)?))"),
            new Form("machine", MACHINES, "\"(?:QueryLanguage|Type|Mode|JitterStrategy)\": \"(\\w+)\""),
            new Form("edge", TEMPLATE, "(?<!\\$)\\b((?:event|request)\\.[a-z]+(?:\\.[a-z]+)*)\\b"),
            new Form("header", CODE + "|" + EVENTS, "(?i:\"((?:x-amz|x-forwarded|cloudfront)-[a-z0-9-]+)[\":])"),
            new Form("agent", EVENTS, "\"(Amazon [A-Za-z]+)\""),
            new Form("environment", CODE, "\"((?:AWS|LAMBDA)_[A-Z_]*[A-Z]|_HANDLER)_?\""),
            new Form("environment", CODE, "\"(snap-start)\""),
            new Form("signing", CODE, "\"(us-east-1|cloudfront|auto)\""),
            new Form("environment", AWS_ROOM, "\\b(?:limited|endpoint)\\(\"([A-Z0-9_]+)\"\\)"),
            new Form("expression", AWS_ROOM, "\\b([a-z]+(?:_[a-z]+)+)\\("),
            new Form("invalidation", AWS_ROOM, "</([A-Z][A-Za-z]+)>"),
            new Form("metric line", CODE + "EmfMeter\\.java", "\"(_aws|[A-Z][A-Za-z]+)\"(?!;)"),
            new Form("metric line", CODE + "/Metric\\.java", "\"([A-Z][a-z]+)\"\\)[,;]"),
            new Form("machine", MACHINES, "\"([A-Z][A-Za-z]+)\": (?!\\{)"),
            new Form("dashboard", TEMPLATE, "\"(?:type|view|stat)\": \"(\\w+)\""),
            new Form(
                    "limit",
                    DEFINED + "|" + CODE,
                    "^(?=.*\\b(?:Lambda|HTTP API|S3|CloudFront|DynamoDB|Step Functions|SnapStart|SQS|EventBridge)\\b)"
                            + ".*(?:#|//|\\*).*?\\b(\\d[\\d,.]* (?:m?s|[KMG]i?B|days|seconds|minutes|hours|bytes))\\b"),
            new Form("version", AWS_ROOM, "\"(20\\d\\d-\\d\\d-\\d\\d)\""),
            new Form("version", TEMPLATE, "[Vv]ersion: \"([\\d.-]+)\""));

    /** Whose values are ours: names, texts, numbers of our own choice, and what is passed on. */
    private static final Set<String> OURS = Set.of(
            "Tags",
            "Description",
            "Comment",
            "AlarmDescription",
            "Name",
            "Id",
            "Sid",
            "Environment",
            "PolicyDocument",
            "Policies",
            "EventPattern",
            "InputPathsMap",
            "FunctionCode",
            "DashboardBody",
            "DefinitionSubstitutions",
            "Handler",
            "AttributeName",
            "IndexName",
            "RouteKey",
            "MetricName",
            "Namespace",
            "Expression",
            "Dimensions",
            "TargetOriginId",
            "Prefix",
            "HeaderName",
            // HTTP's names and words, not AWS's.
            "CustomHeadersConfig",
            "DefaultRootObject",
            "DefinitionUri",
            "CodeUri",
            "Schedule",
            "GenerateStringKey",
            "AllowedHeaders",
            "CachePolicyId",
            "OriginRequestPolicyId",
            "Principal",
            "Action",
            "HostedZoneId",
            "MetricNamespace",
            "Fn::Sub",
            "Ref",
            "Fn::GetAtt",
            "Fn::FindInMap",
            "Condition");

    /** Numbers that AWS bounds closely; any other is ours, and far from a bound. */
    private static final Set<String> BOUNDED = Set.of(
            "MessageRetentionPeriod", "MaximumEventAgeInSeconds", "MaximumRetryAttempts", "Timeout", "MemorySize");

    private static final Pattern WORD = Pattern.compile("[A-Za-z_$][A-Za-z0-9_.:-]*");

    private final Map<String, Map<String, String>> found = new TreeMap<>();

    private AwsWords() {}

    /** Where each stands: by its kind, by the word. */
    static Map<String, Map<String, String>> collected() {
        var all = new AwsWords();
        for (var form : FORMS) {
            for (var file : House.files(path -> path.matches(form.files()))) {
                all.read(form, file);
            }
        }
        all.readTemplate(CloudFormation.written());
        House.files(path -> path.matches(EVENTS)).forEach(file -> all.readEvent(House.json(file), file));
        House.dashboard().findValues("metrics").forEach(all::readDrawn);
        return all.found;
    }

    private void add(String kind, String word, String where) {
        found.computeIfAbsent(kind, key -> new TreeMap<>()).putIfAbsent(word, where);
    }

    private void read(Form form, String file) {
        var number = 0;
        for (var line : House.text(file).lines().toList()) {
            number++;
            var matcher = form.pattern().matcher(line);
            while (matcher.find()) {
                add(form.kind(), matcher.group(1), file + ":" + number);
            }
        }
    }

    private void readTemplate(JsonNode template) {
        walk(template.at("/Globals"), "Globals", this::readValue);
        template.get("Resources").properties().forEach(resource -> {
            var where = "template.yaml, " + resource.getKey();
            for (var kept : List.of("DeletionPolicy", "UpdateReplacePolicy")) {
                if (resource.getValue().has(kept)) {
                    add("value", kept + ": " + resource.getValue().get(kept).asText(), where);
                }
            }
            walk(resource.getValue().path("Properties"), where, this::readValue);
            resource.getValue().findValues("EventPattern").forEach(pattern -> leaves(pattern, where));
            resource.getValue()
                    .findValues("InputPathsMap")
                    .forEach(paths -> paths.forEach(path -> add("event", path.asText(), where)));
            resource.getValue().findParents("Namespace").forEach(metric -> readMetric(metric, where));
        });
        template.get("Parameters").properties().forEach(parameter -> {
            add("value", "Type: " + parameter.getValue().get("Type").asText(), "template.yaml, " + parameter.getKey());
            parameter.getValue().path("AllowedValues").forEach(value -> {
                if (!Set.of("true", "false").contains(value.asText())) {
                    add("value", parameter.getKey() + ": " + value.asText(), "template.yaml, " + parameter.getKey());
                }
            });
        });
    }

    /** Every word that stands as the value of a property, with that property's name. */
    private void walk(JsonNode node, String where, BiConsumer<String[], JsonNode> leaf) {
        node.properties().forEach(entry -> {
            var key = entry.getKey();
            if (!OURS.contains(key)) {
                values(key, entry.getValue(), where, leaf);
            }
        });
        if (node.isArray()) {
            node.forEach(item -> walk(item, where, leaf));
        }
    }

    private void values(String key, JsonNode value, String where, BiConsumer<String[], JsonNode> leaf) {
        if (value.has("Fn::If")) {
            values(key, value.at("/Fn::If/1"), where, leaf);
            values(key, value.at("/Fn::If/2"), where, leaf);
        } else if (value.isValueNode()) {
            leaf.accept(new String[] {key, where}, value);
        } else if (value.isArray()) {
            value.forEach(item -> values(key, item, where, leaf));
        } else {
            walk(value, where, leaf);
        }
    }

    private void readValue(String[] about, JsonNode value) {
        var text = value.asText();
        var isWord = WORD.matcher(text).matches() && !Set.of("true", "false").contains(text);
        if (isWord || BOUNDED.contains(about[0])) {
            add("value", about[0] + ": " + text, about[1]);
        }
    }

    private void leaves(JsonNode pattern, String where) {
        if (pattern.has("Ref")) {
            return;
        }
        pattern.properties().forEach(entry -> {
            add("event", entry.getKey(), where);
            leaves(entry.getValue(), where);
        });
        if (pattern.isArray()) {
            pattern.forEach(item -> leaves(item, where));
        } else if (pattern.isTextual() && !pattern.asText().isEmpty()) {
            add("event", pattern.asText(), where);
        }
    }

    private void readMetric(JsonNode metric, String where) {
        var namespace = metric.get("Namespace").asText();
        if (namespace.startsWith("AWS/")) {
            add("metric", namespace + " " + metric.path("MetricName").asText(), where);
            metric.path("Dimensions")
                    .forEach(dimension -> add(
                            "metric", namespace + " by " + dimension.get("Name").asText(), where));
        }
    }

    /** A line of a dashboard's graph: namespace, metric, and pairs of dimension and value; a dot is what was above. */
    private void readDrawn(JsonNode lines) {
        var namespace = "";
        for (var line : lines) {
            namespace =
                    line.get(0).asText().equals(".") ? namespace : line.get(0).asText();
            if (namespace.startsWith("AWS/")) {
                add("metric", namespace + " " + line.get(1).asText(), "template.yaml, Dashboard");
                if (!line.path(2).asText().equals(".")) {
                    add("metric", namespace + " by " + line.path(2).asText(), "template.yaml, Dashboard");
                }
            }
        }
    }

    /** The fields of an HTTP request, as API Gateway hands it in. */
    private void readEvent(JsonNode event, String file) {
        if (event.has("routeKey")) {
            event.properties().forEach(field -> {
                add("request", field.getKey(), file);
                if (field.getKey().equals("requestContext")) {
                    fields("requestContext", field.getValue(), file);
                }
            });
        }
    }

    private void fields(String path, JsonNode object, String file) {
        object.properties().forEach(field -> {
            add("request", path + "." + field.getKey(), file);
            fields(path + "." + field.getKey(), field.getValue(), file);
        });
    }

    /** All words of a kind. */
    static Set<String> of(String kind) {
        return new TreeSet<>(collected().getOrDefault(kind, Map.of()).keySet());
    }
}
