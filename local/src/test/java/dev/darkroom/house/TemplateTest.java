package dev.darkroom.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.Settings;
import dev.darkroom.metrics.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every resource of the template owes: a price only when it is used, a tag, an end to its logs, few rights. */
class TemplateTest {

    /** None of these has a price by the hour. The secrets have one by the month: docs/cost.md. */
    private static final Set<String> PRICED_BY_USE = Set.of(
            "AWS::ApiGatewayV2::Api",
            "AWS::ApiGatewayV2::Authorizer",
            "AWS::ApiGatewayV2::Integration",
            "AWS::ApiGatewayV2::Route",
            "AWS::ApiGatewayV2::Stage",
            "AWS::Budgets::Budget",
            "AWS::CloudFront::Distribution",
            "AWS::CloudFront::Function",
            "AWS::CloudFront::OriginAccessControl",
            "AWS::CloudFront::ResponseHeadersPolicy",
            // Alarms and a dashboard have a price by the month, and are in docs/cost.md: no compute.
            "AWS::CloudWatch::Alarm",
            "AWS::CloudWatch::Dashboard",
            "AWS::DynamoDB::Table",
            "AWS::Events::Rule",
            "AWS::Lambda::Permission",
            "AWS::Logs::LogGroup",
            "AWS::Logs::MetricFilter",
            "AWS::Route53::RecordSet",
            "AWS::S3::Bucket",
            "AWS::S3::BucketPolicy",
            "AWS::SNS::Subscription",
            "AWS::SNS::Topic",
            "AWS::SQS::Queue",
            "AWS::SQS::QueuePolicy",
            "AWS::SecretsManager::Secret",
            "AWS::Serverless::Function",
            "AWS::Serverless::LayerVersion",
            "AWS::Serverless::StateMachine",
            "Custom::Site");

    /** Those that take tags; functions get theirs from Globals. */
    private static final Set<String> TAGGED = Set.of(
            "AWS::ApiGatewayV2::Api",
            "AWS::ApiGatewayV2::Stage",
            "AWS::CloudFront::Distribution",
            "AWS::CloudWatch::Alarm",
            "AWS::DynamoDB::Table",
            "AWS::Events::Rule",
            "AWS::Logs::LogGroup",
            "AWS::S3::Bucket",
            "AWS::SNS::Topic",
            "AWS::SQS::Queue",
            "AWS::SecretsManager::Secret",
            "AWS::Serverless::StateMachine");

    /** One for each stack, so that two do not add up; what writes metrics, alarms, filter and dashboard name the same. */
    private static final String NAMESPACE = "Darkroom/${AWS::StackName}";

    @Test
    void nothingBillsByTheHour() {
        House.resources().properties().forEach(entry -> {
            var type = entry.getValue().get("Type").asText();
            assertTrue(PRICED_BY_USE.contains(type), entry.getKey() + " is a " + type);
        });
        assertEquals(
                "PAY_PER_REQUEST",
                House.resources().at("/TasksTable/Properties/BillingMode").asText());
        for (var alwaysOn : List.of("ProvisionedConcurrency", "ReservedConcurrent", "VpcConfig", "CacheCluster")) {
            assertFalse(House.text("template.yaml").contains(alwaysOn), alwaysOn);
        }
    }

    @Test
    void everythingThatCanBeTaggedIs() {
        assertTrue(House.template().at("/Globals/Function/Tags").has("project"));
        House.resources().properties().forEach(entry -> {
            var resource = entry.getValue();
            if (TAGGED.contains(resource.get("Type").asText())) {
                assertTrue(resource.at("/Properties/Tags").toString().contains("project"), entry.getKey());
            }
        });
    }

    @Test
    void everyParameterIsDescribedAndUsed() {
        var asked = House.text("docs/deploy.md");
        var grouped = House.template()
                .at("/Metadata/AWS::CloudFormation::Interface/ParameterGroups")
                .toString();
        var template = House.text("template.yaml");
        House.template().get("Parameters").properties().forEach(entry -> {
            assertTrue(entry.getValue().has("Description"), entry.getKey());
            assertTrue(entry.getValue().has("Default"), entry.getKey() + ": a deploy with no settings works");
            var used = Pattern.compile("!Ref " + entry.getKey() + "\\b|\\$\\{" + entry.getKey() + "}")
                    .matcher(template);
            assertTrue(used.find(), entry.getKey() + " is used");
            assertTrue(asked.contains("`" + entry.getKey() + "`"), entry.getKey() + " is explained in docs/deploy.md");
            assertTrue(
                    grouped.contains("\"" + entry.getKey() + "\""), entry.getKey() + " is in a group of the console's");
        });
        House.template()
                .get("Outputs")
                .properties()
                .forEach(entry -> assertTrue(entry.getValue().has("Description"), entry.getKey()));
    }

    @Test
    void everyFunctionLogsIntoAGroupOfItsOwnThatForgets() {
        var groups = House.resources("AWS::Logs::LogGroup");
        groups.forEach((id, group) -> assertTrue(group.at("/Properties").has("RetentionInDays"), id));
        House.functions().forEach((id, function) -> {
            var group = function.at("/Properties/LoggingConfig/LogGroup").asText();
            assertEquals(id.replaceAll("Function$", "Logs"), group);
            assertTrue(groups.containsKey(group), group);
        });
    }

    @Test
    void whatWasPaidForStaysWhenTheStackGoes() {
        // The keys too: without them every visitor is a stranger to what was paid for.
        for (var id : List.of("MediaBucket", "TasksTable", "SiteSecret")) {
            assertEquals(
                    "Retain",
                    House.resources().at("/" + id + "/UpdateReplacePolicy").asText());
        }
        // A create that is rolled back takes its own with it; there is no such word for a replacement.
        House.resources()
                .forEach(resource -> assertEquals(
                        resource.path("UpdateReplacePolicy").asText().equals("Retain")
                                ? "RetainExceptOnCreate"
                                : resource.path("UpdateReplacePolicy").asText(),
                        resource.path("DeletionPolicy").asText()));
    }

    /** SAM refuses a template that leaves out of its Globals what is not in them. */
    @Test
    void whatIsLeftOutOfTheGlobalsIsInThem() {
        House.functions()
                .forEach((id, function) -> function.path("IgnoreGlobals")
                        .forEach(name -> assertTrue(
                                House.template().at("/Globals/Function").has(name.asText()), id + " " + name)));
    }

    /** CloudFormation makes a new value when what it is made by changes, and puts back what a template says it is. */
    @Test
    void noUpdateChangesASecret() {
        House.resources("AWS::SecretsManager::Secret").forEach((id, secret) -> {
            assertFalse(secret.at("/Properties").has("SecretString"), id);
            secret.at("/Properties/GenerateSecretString")
                    .forEach(word ->
                            assertTrue(word.isValueNode() && !word.asText().contains("resolve:"), id));
        });
    }

    /**
     * CloudFront keeps these ten seconds at each edge whatever Cache-Control says. Source: its Developer Guide, "How
     * CloudFront processes HTTP 4xx and 5xx status codes from your origin", 2026.
     */
    @Test
    void noErrorIsKeptAtTheEdge() {
        var kept = new TreeSet<>(List.of(404, 414, 500, 501, 502, 503, 504));
        House.resources()
                .at("/Distribution/Properties/DistributionConfig/CustomErrorResponses")
                .forEach(error -> {
                    assertEquals(2, error.size(), "no page of CloudFront's stands in for ours");
                    assertEquals(0, error.get("ErrorCachingMinTTL").asInt(-1));
                    kept.remove(error.get("ErrorCode").asInt());
                });
        assertEquals(Set.of(), kept);
    }

    @Test
    void bucketsArePrivateAndOverTlsOnly() {
        House.resources("AWS::S3::Bucket").forEach((id, bucket) -> {
            bucket.at("/Properties/PublicAccessBlockConfiguration").forEach(flag -> assertTrue(flag.asBoolean(), id));
            assertEquals(
                    4, bucket.at("/Properties/PublicAccessBlockConfiguration").size(), id);
            assertTrue(bucket.at("/Properties").has("BucketEncryption"), id);
            assertTrue(
                    bucket.at("/Properties/LifecycleConfiguration").toString().contains("AbortIncomplete"), id);
            var deny = House.resources().at("/" + id + "Policy/Properties/PolicyDocument/Statement/0");
            assertEquals("Deny", deny.get("Effect").asText(), id);
            assertEquals("false", deny.at("/Condition/Bool/aws:SecureTransport").asText(), id);
        });
    }

    /** An upload is forgotten after a day; what the provider reads outlasts the longest queue and the longest task. */
    @Test
    void uploadsAreForgottenAndReferencesOutlastTheirTasks() {
        var days = new TreeMap<String, Integer>();
        House.resources()
                .at("/MediaBucket/Properties/LifecycleConfiguration/Rules")
                .forEach(rule -> days.put(
                        rule.path("Prefix").asText(),
                        rule.path("ExpirationInDays").asInt()));
        assertEquals(1, days.get("uploads/"));
        var longest = new Settings(Map.of("QUEUE_DEADLINE_SECONDS", "82800", "TASK_DEADLINE_SECONDS", "82800"));
        var needed = longest.queueDeadline().plus(longest.taskDeadline(true));
        assertTrue(Duration.ofDays(days.get("references/")).compareTo(needed) > 0);
        assertEquals(0, days.getOrDefault("generations/", 0), "results stay");
    }

    /** What the page needs to put a file into the bucket, and no more. */
    @Test
    void aPageMaySendItsUploadsToTheBucket() {
        var cors = House.resources().at("/MediaBucket/Properties/CorsConfiguration/CorsRules");
        assertEquals(1, cors.size());
        assertEquals(Set.of("PUT"), listed(cors.at("/0/AllowedMethods")));
        assertEquals(Set.of("content-type"), listed(cors.at("/0/AllowedHeaders")));
        var policy = House.resources()
                .at(
                        "/SecurityHeaders/Properties/ResponseHeadersPolicyConfig/SecurityHeadersConfig/ContentSecurityPolicy"
                                + "/ContentSecurityPolicy")
                .toString();
        assertTrue(policy.contains("connect-src 'self' ${Uploads};"), policy);
        assertTrue(policy.contains("https://${MediaBucket.RegionalDomainName}"), policy);
    }

    @Test
    void noFunctionMayDoMoreThanItNames() {
        allowed().forEach(statement -> {
            for (var action : listed(statement.get("Action"))) {
                assertFalse(action.contains("*"), action + " names one action");
            }
        });
        // "*" as a resource stands only where AWS knows no narrower one, and the line says so.
        House.text("template.yaml")
                .lines()
                .filter(line -> line.contains("Resource: \"*\""))
                .forEach(line -> assertTrue(line.contains("# no narrower: "), line.strip()));
    }

    /** Each alarm: what it means and what to do, with a command. And no section for an alarm that is gone. */
    @Test
    void everyAlarmIsExplained() {
        var sections =
                Pattern.compile("(?ms)^### (\\w+Alarm)\\n(.*?)(?=^##)").matcher(House.text("docs/operations.md"));
        var explained = new TreeSet<String>();
        while (sections.find()) {
            explained.add(sections.group(1));
            assertTrue(sections.group(2).contains("```sh\n"), sections.group(1) + " has a command");
            assertTrue(sections.group(2).strip().length() > 200, sections.group(1) + " says what it means");
        }
        var alarms = House.resources("AWS::CloudWatch::Alarm");
        assertEquals(alarms.keySet(), explained);
        alarms.forEach((id, alarm) -> {
            assertTrue(
                    alarm.at("/Properties/AlarmDescription").asText().endsWith("docs/operations.md, " + id + "."), id);
            assertEquals(
                    "[\"AlarmTopic\"]", alarm.at("/Properties/AlarmActions").toString(), id);
        });
    }

    /** What ./deploy asks with, and docs/deploy.md, name the alarms that take an update back. */
    @Test
    void theAlarmsThatTakeAnUpdateBackAreNamed() {
        var named = Pattern.compile("\\w+Alarm\\b");
        var watched = House.template()
                .at("/Globals/Function/DeploymentPreference/Alarms")
                .toString();
        var expected = named.matcher(watched).results().map(MatchResult::group).collect(Collectors.toSet());
        assertFalse(expected.isEmpty());
        var asked = House.template().at("/Parameters/DeployShift/Description").asText();
        assertEquals(
                expected, named.matcher(asked).results().map(MatchResult::group).collect(Collectors.toSet()));
        expected.forEach(alarm -> assertTrue(House.text("docs/deploy.md").contains(alarm), alarm));
    }

    /** Repair may stop without a word: then what is missing is the alarm. */
    @Test
    void aRepairThatIsSilentIsHeardOf() {
        var alarm = House.resources().at("/RepairSilentAlarm/Properties");
        assertEquals("breaching", alarm.get("TreatMissingData").asText());
        assertEquals("SampleCount", alarm.get("Statistic").asText());
        assertEquals("LessThanThreshold", alarm.get("ComparisonOperator").asText());
        assertEquals(
                3600,
                alarm.get("Period").asInt() * alarm.get("EvaluationPeriods").asInt());
        // Four looks of Repair's are in that hour.
        assertEquals(
                "rate(15 minutes)",
                House.resources()
                        .at("/RepairRule/Properties/ScheduleExpression")
                        .asText());
    }

    /** The sum in docs/cost.md is about these alarms. */
    @Test
    void theAlarmsCostWhatIsSaid() {
        // The one that only another store needs is said beside them.
        var alarms = House.resources("AWS::CloudWatch::Alarm").values().stream()
                .filter(alarm -> !alarm.has("Condition"))
                .toList();
        var metrics = alarms.stream()
                .mapToInt(alarm -> Math.max(1, alarm.findValues("MetricStat").size()))
                .sum();
        var said = metrics + " metrics in " + alarms.size() + " alarms";
        assertEquals(2, House.text("docs/cost.md").split(said, -1).length - 1, said);
    }

    /** What an alarm watches is written by somebody: by our own meter, by the one filter, or by AWS. */
    @Test
    void everyMetricOfOursIsWatchedOrDrawnAndIsWritten() {
        var written = new TreeSet<String>();
        for (var metric : Metric.values()) {
            written.add(metric.title());
        }
        House.resources("AWS::Logs::MetricFilter").values().forEach(filter -> {
            var metric = filter.at("/Properties/MetricTransformations/0");
            assertEquals(NAMESPACE, metric.get("MetricNamespace").asText());
            written.add(metric.get("MetricName").asText());
        });
        assertEquals(
                NAMESPACE,
                House.template()
                        .at("/Globals/Function/Environment/Variables/METRICS_NAMESPACE")
                        .asText());
        var read = new TreeSet<String>();
        House.resources("AWS::CloudWatch::Alarm").values().forEach(alarm -> {
            for (var place : List.of(alarm.get("Properties"), alarm)) {
                place.findParents("MetricName").stream()
                        .filter(metric -> metric.path("Namespace").asText().equals(NAMESPACE))
                        .forEach(metric -> read.add(metric.get("MetricName").asText()));
            }
        });
        House.dashboard()
                .findValues("metrics")
                .forEach(lines -> lines.forEach(line -> {
                    if (line.get(0).asText().equals(NAMESPACE)) {
                        read.add(line.get(1).asText());
                    }
                }));
        assertEquals(written, read);
    }

    /** A function that is left out would fall asleep after two idle weeks; Repair is called all the time, and PublishSite has no snapshot. */
    @Test
    void everyFunctionIsKeptAwake() {
        var wanted = new TreeSet<>(House.functions().keySet());
        wanted.removeAll(List.of("RepairFunction", "PublishSiteFunction"));
        var given = House.resources().at("/KeepAwake/Properties/DefinitionSubstitutions");
        var called = new TreeSet<String>();
        given.fieldNames().forEachRemaining(called::add);
        assertEquals(wanted, called);
        var named = new TreeSet<String>();
        House.json("infra/keep-awake.asl.json")
                .at("/States/EachFunction/Items")
                .forEach(item -> named.add(item.asText().replaceAll("[${}]", "")));
        assertEquals(wanted, named);
        called.forEach(id -> assertEquals(id + ".Alias", given.get(id).asText()));
    }

    /** Every Allow statement of a function's or a state machine's role, on both sides of its conditions. */
    private static List<JsonNode> allowed() {
        var statements = new ArrayList<JsonNode>();
        House.resources()
                .forEach(resource -> resource.at("/Properties/Policies")
                        .findParents("Action")
                        .forEach(statements::add));
        return statements;
    }

    static Set<String> listed(JsonNode oneOrMore) {
        var texts = new TreeSet<String>();
        if (oneOrMore.isTextual()) {
            texts.add(oneOrMore.asText());
        }
        oneOrMore.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
