package dev.darkroom.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** How long a stack's name may be, so that every name that the template makes from it fits. */
final class StackNames {

    /**
     * The most characters that AWS takes, by type and property. Sources, each read in 2026: the API references'
     * "Length Constraints" of CreateFunction (Name), CreateOriginAccessControl (OriginAccessControlConfig, Name),
     * CreateResponseHeadersPolicy (ResponseHeadersPolicyConfig, Name) and DistributionConfig (Comment) in CloudFront,
     * CreateApi (Name) in API Gateway V2, CreateLogGroup (logGroupName) in CloudWatch Logs, PutDashboard (DashboardName)
     * in CloudWatch, CreateStateMachine (name) in Step Functions, CreateBudget (BudgetName) in AWS Budgets, and
     * CreateFunction (FunctionName) in Lambda.
     */
    static final Map<String, Integer> LIMITS = Map.of(
            "AWS::CloudFront::Function/Name", 64,
            "AWS::CloudFront::OriginAccessControl/OriginAccessControlConfig/Name", 64,
            "AWS::CloudFront::ResponseHeadersPolicy/ResponseHeadersPolicyConfig/Name", 128,
            "AWS::CloudFront::Distribution/DistributionConfig/Comment", 128,
            "AWS::ApiGatewayV2::Api/Name", 128,
            "AWS::Logs::LogGroup/LogGroupName", 512,
            "AWS::CloudWatch::Dashboard/DashboardName", 255,
            "AWS::Serverless::StateMachine/Name", 80,
            "AWS::Budgets::Budget/Budget/BudgetName", 100,
            "AWS::Serverless::Function/FunctionName", 64);

    /** What CloudFormation itself takes. Source: its API reference, CreateStack, StackName. */
    private static final int STACK = 128;

    private StackNames() {}

    static void check(Template template, String stack, String region) {
        if (!stack.matches("[A-Za-z][-A-Za-z0-9]*")) {
            throw new DeployFailed("A stack's name has letters, digits and hyphens, and begins with a letter: \""
                    + stack + "\" does not.");
        }
        var longest = longest(template, region);
        if (stack.length() > longest) {
            throw new DeployFailed(
                    "The stack's name has " + stack.length() + " characters; in " + region + " it may have " + longest
                            + ", since other names are made from it: choose a shorter one for STACK.");
        }
    }

    static int longest(Template template, String region) {
        var longest = STACK;
        for (var entry : LIMITS.entrySet()) {
            var path = entry.getKey().substring(entry.getKey().indexOf('/'));
            var type = entry.getKey().substring(0, entry.getKey().length() - path.length());
            for (var resource : template.resources()) {
                if (resource.path("Type").asText().equals(type)) {
                    longest = Math.min(longest, room(resource.at("/Properties" + path), region, entry.getValue()));
                }
            }
        }
        return longest;
    }

    /** How many characters a name leaves to the stack's. */
    private static int room(JsonNode name, String region, int limit) {
        var text = name.path("Fn::Sub").asText();
        if (!text.contains("${AWS::StackName}")) {
            return STACK;
        }
        var rest = text.replace("${AWS::StackName}", "").replace("${AWS::Region}", region);
        return limit - rest.length();
    }
}
