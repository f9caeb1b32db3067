package dev.darkroom.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the template's parameters make of it: each option does its part, wrong ones are refused, and all can be deployed. */
class TemplateOptionsTest {

    private static final Map<String, String> DOMAIN = Map.of(
            "Domain",
            "images.example.com",
            "CertificateArn",
            "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d",
            "HostedZoneId",
            "Z0123456789ABCDEFGHIJ");
    private static final Map<String, String> LOGIN =
            Map.of("JwtIssuer", "https://login.example.com", "JwtAudience", "images,admin");
    private static final Map<String, String> STORE = Map.of(
            "MediaS3Endpoint",
            "https://account.r2.cloudflarestorage.com",
            "MediaS3Bucket",
            "pictures",
            "MediaBaseUrl",
            "https://media.example.com");

    private static final String BOUNDARY = "arn:aws:iam::123456789012:policy/developers";

    /** Every option that makes or leaves out resources or references. */
    private static final List<Map<String, String>> OPTIONS = List.of(
            DOMAIN,
            LOGIN,
            STORE,
            Map.of("AlarmEmail", "me@example.com"),
            Map.of("ResultsExpireDays", "30"),
            Map.of("WebAclArn", "arn:aws:wafv2:us-east-1:123456789012:global/webacl/plan/1"),
            Map.of("DeployShift", "Canary10Percent5Minutes"),
            Map.of("UseCallbacks", "false"),
            Map.of("PermissionsBoundaryArn", BOUNDARY, "Tracing", "Active"),
            Map.of("AccessLogDays", "30", "AccountBudgetUsd", "50", "AlarmEmail", "a@example.com"),
            Map.of("CallbackWaitSeconds", "30", "TaskDeadlineSeconds", "600"));

    /** HTTP API, function's environment, CloudFront's domain, HTTP API: that circle, or any other, cannot be deployed. */
    @Test
    void noCombinationOfOptionsMakesACircle() {
        IntStream.range(0, 1 << OPTIONS.size()).forEach(chosen -> {
            var parameters = new HashMap<String, String>();
            for (var option = 0; option < OPTIONS.size(); option++) {
                if ((chosen >> option & 1) == 1) {
                    parameters.putAll(OPTIONS.get(option));
                }
            }
            assertEquals(List.of(), CloudFormation.with(parameters).circle(), parameters.toString());
        });
    }

    /** The check itself: what must not come back would be seen. */
    @Test
    void aCircleIsFound() {
        var template = House.text("template.yaml");
        var throughTheApi =
                template.replaceFirst("(?m)^      Name: !Sub \\$\\{AWS::StackName}$", "$0-\\${CreateTaskFunction}");
        var throughTheMachine = template.replace(
                "    Properties:\n      FunctionName: !Sub ${AWS::StackName}-poll\n",
                "    DependsOn: StateMachine\n    Properties:\n      FunctionName: !Sub ${AWS::StackName}-poll\n");
        var throughAnAlarm = template.replace(
                "              MetricName: ExecutionsFailed\n", "              MetricName: !Ref StateMachine\n");
        assertTrue(circle(throughTheApi, Map.of()).containsAll(List.of("Api", "CreateTaskFunction", "Distribution")));
        assertTrue(circle(throughTheMachine, Map.of()).containsAll(List.of("StateMachine", "PollFunction")));
        assertEquals(List.of(), circle(throughAnAlarm, Map.of()));
        assertTrue(circle(throughAnAlarm, Map.of("DeployShift", "Canary10Percent5Minutes"))
                .containsAll(List.of("StateMachine", "ExecutionsFailedAlarm")));
    }

    private static List<String> circle(String template, Map<String, String> parameters) {
        return CloudFormation.of(template, parameters).circle();
    }

    /**
     * Lambda takes fifteen control calls a second, API Gateway ten, of the whole account: so no more than three functions,
     * versions with their snapshots, integrations or routes come to be at one time. What is neither before nor after a
     * resource may come to be beside it.
     */
    @Test
    void noMoreThanThreeOfAKindAreMadeAtOnce() {
        for (var parameters : List.of(Map.<String, String>of(), Map.of("DeployShift", "Canary10Percent5Minutes"))) {
            var before = CloudFormation.with(parameters).before();
            for (var kind : List.of("Function", "Function.Version", "Function.Alias", "Integration", "Route")) {
                var all =
                        before.keySet().stream().filter(id -> id.endsWith(kind)).toList();
                assertTrue(all.size() >= 9, kind + " " + all);
                for (var one : all) {
                    var beside = all.stream()
                            .filter(other -> !before.get(one).contains(other)
                                    && !before.get(other).contains(one))
                            .toList();
                    assertTrue(beside.size() <= 3, one + " is made beside " + beside);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Domain=a.example.com | Domain, CertificateArn
            CertificateArn=arn:aws:acm:us-east-1:123456789012:certificate/1 | Domain, CertificateArn
            HostedZoneId=Z1 | HostedZoneId, Domain, CertificateArn
            JwtIssuer=https://login.example.com | JwtIssuer, JwtAudience
            JwtAudience=images | JwtIssuer, JwtAudience
            MediaS3Endpoint=https://r2.example.com MediaBaseUrl=https://m.example.com | MediaS3Endpoint, MediaS3Bucket
            MediaS3Endpoint=https://r2.example.com MediaS3Bucket=b | MediaS3Endpoint, MediaBaseUrl
            MediaS3Bucket=b | MediaS3Endpoint, MediaS3Bucket
            MediaBaseUrl=https://m.example.com | MediaS3Endpoint, MediaBaseUrl
            MediaS3Endpoint=https://r2.example.com MediaS3Bucket=b MediaBaseUrl=https://m.example.com ResultsExpireDays=9 \
            | ResultsExpireDays, MediaS3Endpoint
            AccountBudgetUsd=50 | AccountBudgetUsd, AlarmEmail
            PermissionsBoundaryArn=arn:aws:iam::123456789012:policy/b DeployShift=Canary10Percent5Minutes \
            | PermissionsBoundaryArn, DeployShift
            """)
    void aWrongCombinationIsRefusedByName(String given, String named) {
        var parameters = new HashMap<String, String>();
        for (var one : given.split(" ")) {
            parameters.put(one.split("=", 2)[0], one.split("=", 2)[1]);
        }
        var refusals = CloudFormation.with(parameters).refusals();
        assertEquals(1, refusals.size(), refusals.toString());
        for (var name : named.split(", ")) {
            assertTrue(refusals.getFirst().contains(name), refusals.getFirst());
        }
    }

    @Test
    void aRightCombinationIsNotRefused() {
        assertEquals(List.of(), CloudFormation.with(Map.of()).refusals());
        OPTIONS.forEach(
                option -> assertEquals(List.of(), CloudFormation.with(option).refusals(), option.toString()));
    }

    @Test
    void aDomainOfOnesOwnIsServedAndHandedOut() {
        var none = CloudFormation.with(Map.of());
        var distribution = none.resource("Distribution").at("/Properties/DistributionConfig");
        assertFalse(distribution.has("Aliases") || distribution.has("ViewerCertificate"));
        assertFalse(none.resources().containsKey("DomainRecord"));

        var own = CloudFormation.with(DOMAIN);
        distribution = own.resource("Distribution").at("/Properties/DistributionConfig");
        assertEquals("images.example.com", distribution.at("/Aliases/0").asText());
        assertEquals(
                DOMAIN.get("CertificateArn"),
                distribution.at("/ViewerCertificate/AcmCertificateArn").asText());
        assertEquals(
                "https://${Domain}",
                own.setting("CreateTask", "CALLBACK_BASE_URL").at("/Fn::Sub").asText());
        assertEquals(
                "https://${Domain}",
                own.setting("GetTask", "MEDIA_BASE_URL").at("/Fn::Sub").asText());
        for (var record : List.of("DomainRecord", "DomainRecordIpv6")) {
            assertEquals(
                    "images.example.com",
                    own.resource(record).at("/Properties/Name").asText());
        }
    }

    /** A link resumes on another device, the provider has no login, and what is not there is said as a problem. */
    @Test
    void aLoginGuardsWhatSpendsAndWhatIsOnesOwn() {
        var open = new TreeSet<String>();
        CloudFormation.with(LOGIN).resources().values().stream()
                .filter(resource -> resource.get("Type").asText().equals("AWS::ApiGatewayV2::Route"))
                .map(route -> route.get("Properties"))
                .filter(route -> !route.path("AuthorizationType").asText().equals("JWT"))
                .forEach(route -> open.add(route.get("RouteKey").asText()));
        assertEquals(
                new TreeSet<>(List.of(
                        "$default",
                        "GET /api/images/{taskId}",
                        "GET /api/models",
                        "HEAD /api/images/{taskId}",
                        "HEAD /api/models",
                        "POST /api/callbacks/hiapi/{taskId}")),
                open);
        CloudFormation.with(Map.of()).resources().forEach((id, resource) -> {
            assertFalse(resource.at("/Properties/AuthorizationType").asText().equals("JWT"), id);
            assertFalse(resource.at("/Properties").has("AuthorizerId"), id);
        });
    }

    @Test
    void aStoreOfOnesOwnTakesThePlaceOfOurBucket() {
        var own = CloudFormation.with(STORE);
        for (var function : CloudFormation.with(Map.of()).resources().entrySet()) {
            if (!function.getValue().at("/Properties/Environment/Variables").has("MEDIA_BUCKET")) {
                continue;
            }
            var name = function.getKey().replaceAll("Function$", "");
            assertTrue(function.getValue().toString().contains("\"s3:"), name);
            assertTrue(CloudFormation.with(Map.of())
                    .setting(name, "MEDIA_S3_ENDPOINT")
                    .isMissingNode());
            assertEquals("pictures", own.setting(name, "MEDIA_BUCKET").asText());
            assertEquals(
                    STORE.get("MediaS3Endpoint"),
                    own.setting(name, "MEDIA_S3_ENDPOINT").asText());
            assertEquals("auto", own.setting(name, "MEDIA_S3_REGION").asText());
            assertEquals(
                    "MediaSecret",
                    own.setting(name, "MEDIA_SECRET_ARN").get("Ref").asText());
            var policies =
                    own.resource(function.getKey()).at("/Properties/Policies").toString();
            assertFalse(policies.contains("\"s3:"), name + " needs nothing of S3 then");
            assertTrue(policies.contains("\"Ref\":\"MediaSecret\""), name);
        }
        assertEquals(
                STORE.get("MediaBaseUrl"),
                own.setting("GetTask", "MEDIA_BASE_URL").asText());
        var headers =
                "/Properties/ResponseHeadersPolicyConfig/SecurityHeadersConfig/ContentSecurityPolicy/ContentSecurityPolicy";
        assertEquals(
                "${MediaBaseUrl} ",
                own.resource("SecurityHeaders")
                        .at(headers + "/Fn::Sub/1/Pictures/Fn::Sub")
                        .asText());
        assertEquals(
                "",
                CloudFormation.with(Map.of())
                        .resource("SecurityHeaders")
                        .at(headers + "/Fn::Sub/1/Pictures")
                        .asText());
    }

    @Test
    void resultsExpireOnlyWhenAsked() {
        var rules = "/Properties/LifecycleConfiguration/Rules";
        assertFalse(CloudFormation.with(Map.of())
                .resource("MediaBucket")
                .at(rules)
                .toString()
                .contains("generations/"));
        var withExpiry = CloudFormation.with(Map.of("ResultsExpireDays", "30"))
                .resource("MediaBucket")
                .at(rules)
                .toString();
        assertTrue(withExpiry.contains("\"Prefix\":\"generations/\",\"ExpirationInDays\":\"30\""), withExpiry);
    }

    @Test
    void anEmailAndAWebAclAreUsedWhenGiven() {
        assertFalse(CloudFormation.with(Map.of()).resources().containsKey("AlarmSubscription"));
        assertTrue(CloudFormation.with(Map.of("AlarmEmail", "a@example.com"))
                .resources()
                .containsKey("AlarmSubscription"));
        var acl = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/plan/1";
        var web = "/Properties/DistributionConfig/WebACLId";
        assertEquals(
                acl,
                CloudFormation.with(Map.of("WebAclArn", acl))
                        .resource("Distribution")
                        .at(web)
                        .asText());
        assertTrue(
                CloudFormation.with(Map.of()).resource("Distribution").at(web).isMissingNode());
    }

    /** Every role: those of functions by the globals, those of state machines and of their schedules by each machine. */
    @Test
    void everyRoleIsBoundedWhenAsked() {
        assertEquals(
                "[\"WithBoundary\",\"PermissionsBoundaryArn\",\"AWS::NoValue\"]",
                House.template().at("/Globals/Function/PermissionsBoundary").toString());
        assertEquals(Map.of(), House.resources("AWS::IAM::Role"), "a role of ours would need it too");
        var machines = House.resources("AWS::Serverless::StateMachine").keySet();
        for (var machine : machines) {
            assertEquals(
                    BOUNDARY, property(Map.of("PermissionsBoundaryArn", BOUNDARY), machine, "PermissionsBoundary"));
            assertEquals("", property(Map.of(), machine, "PermissionsBoundary"));
        }
    }

    @Test
    void tracesAreSentOnlyWhenAsked() {
        assertEquals("Tracing", House.template().at("/Globals/Function/Tracing").asText());
        assertEquals("false", property(Map.of(), "StateMachine", "Tracing/Enabled"));
        assertEquals("true", property(Map.of("Tracing", "Active"), "StateMachine", "Tracing/Enabled"));
        assertFalse(CloudFormation.with(Map.of())
                .resource("StateMachine")
                .toString()
                .contains("xray:"));
        assertTrue(CloudFormation.with(Map.of("Tracing", "Active"))
                .resource("StateMachine")
                .toString()
                .contains("xray:PutTraceSegments"));
    }

    @Test
    void visitsAreLoggedOnlyWhenAskedAndForgotten() {
        var none = CloudFormation.with(Map.of());
        assertTrue(none.resource("Distribution")
                .at("/Properties/DistributionConfig/Logging")
                .isMissingNode());
        assertFalse(none.resources().containsKey("AccessLogsBucket"));
        var logs = CloudFormation.with(Map.of("AccessLogDays", "30"));
        var logging = logs.resource("Distribution").at("/Properties/DistributionConfig/Logging");
        assertEquals("AccessLogsBucket", logging.at("/Bucket/Fn::GetAtt/0").asText());
        assertEquals("false", logging.get("IncludeCookies").asText());
        var bucket = logs.resource("AccessLogsBucket").get("Properties");
        assertEquals(
                "30",
                bucket.at("/LifecycleConfiguration/Rules/1/ExpirationInDays").asText());
        // Without ACLs, CloudFront is refused when the distribution is made.
        assertEquals(
                "BucketOwnerPreferred",
                bucket.at("/OwnershipControls/Rules/0/ObjectOwnership").asText());
    }

    @Test
    void theAccountsBillIsWatchedOnlyWhenAsked() {
        assertFalse(CloudFormation.with(Map.of()).resources().containsKey("AccountBudget"));
        var budget = CloudFormation.with(Map.of("AccountBudgetUsd", "50", "AlarmEmail", "a@example.com"))
                .resource("AccountBudget")
                .get("Properties");
        assertEquals("50", budget.at("/Budget/BudgetLimit/Amount").asText());
        assertTrue(budget.at("/Budget/CostFilters").isMissingNode(), "all of the account");
        assertEquals(3, budget.get("NotificationsWithSubscribers").size());
        budget.get("NotificationsWithSubscribers")
                .forEach(each -> assertEquals(
                        "a@example.com", each.at("/Subscribers/0/Address").asText()));
    }

    private static String property(Map<String, String> parameters, String id, String path) {
        return CloudFormation.with(parameters)
                .resource(id)
                .at("/Properties/" + path)
                .asText();
    }

    @Test
    void anUpdateShiftsStepByStepOnlyWhenAsked() {
        assertFalse(CloudFormation.with(Map.of()).references().containsKey("CreateTaskFunctionDeploymentGroup"));
        var gradual = CloudFormation.with(Map.of("DeployShift", "Linear10PercentEvery1Minute"))
                .references();
        for (var function : House.functions().keySet()) {
            var group = gradual.get(function + "DeploymentGroup");
            assertEquals(gradual.containsKey(function + ".Alias"), group != null, function);
            assertTrue(group == null || group.contains("ApiErrorsAlarm"), function);
        }
    }
}
