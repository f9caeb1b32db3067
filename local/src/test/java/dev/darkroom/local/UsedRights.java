package dev.darkroom.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Notes which rights each function uses, as the policies of the template would name them. The SDK finds it by the file
 * {@code execution.interceptors} among the tests' resources, and calls it before every request that it sends.
 */
public final class UsedRights implements ExecutionInterceptor {

    private static final Map<String, Set<String>> BY_FUNCTION = new ConcurrentHashMap<>();
    private static volatile boolean noting;

    /** What the SDK calls otherwise than IAM does. Source: Service Authorization Reference, Amazon S3, 2026. */
    private static final Map<String, String> NAMED_OTHERWISE = Map.of(
            "s3:CreateMultipartUpload", "s3:PutObject",
            "s3:UploadPart", "s3:PutObject",
            "s3:CompleteMultipartUpload", "s3:PutObject",
            "s3:HeadObject", "s3:GetObject",
            "s3:ListObjectsV2", "s3:ListBucket");

    /** Notes from now on, or no longer. */
    static void note(boolean from) {
        noting = from;
    }

    /** Each as {@code action resource}, by the function's name. */
    static Map<String, Set<String>> byFunction() {
        return BY_FUNCTION;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (noting) {
            function()
                    .ifPresent(name -> BY_FUNCTION
                            .computeIfAbsent(name, key -> new ConcurrentSkipListSet<>())
                            .addAll(rights(
                                    attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
                                    attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
                                    context.request())));
        }
    }

    /** Whose handler is at work on this thread. */
    private static Optional<String> function() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getMethodName().equals("handleRequest"))
                        .map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.matches("dev\\.darkroom\\.(api|steps|site)\\.\\w+"))
                        .map(name -> name.replaceAll(".*\\.", ""))
                        .findFirst());
    }

    private static Set<String> rights(String service, String operation, SdkRequest request) {
        return switch (service) {
            case "DynamoDb" -> dynamo(operation, request);
            case "S3", "s3" -> s3(operation, request);
            case "Sfn" -> Set.of("states:" + operation + (operation.equals("StartExecution") ? " StateMachine" : " *"));
            case "SecretsManager" ->
                Set.of("secretsmanager:" + operation + " "
                        + text(request, "SecretId").replaceAll(".*:", ""));
            default -> throw new AssertionError("no policy is known for " + service + " " + operation);
        };
    }

    private static Set<String> dynamo(String operation, SdkRequest request) {
        var used = new TreeSet<String>();
        if (request instanceof TransactWriteItemsRequest transaction) {
            // There is no right to a transaction: each of its parts needs its own (DynamoDB's guide, Transactions and
            // IAM).
            for (var item : transaction.transactItems()) {
                for (var part : List.of("Put", "Update", "Delete", "ConditionCheck")) {
                    if (item.getValueForField(part, Object.class).isPresent()) {
                        used.add("dynamodb:" + part + "Item TasksTable");
                    }
                }
            }
            return used;
        }
        var index = text(request, "IndexName");
        used.add("dynamodb:" + operation + " TasksTable" + (index.isEmpty() ? "" : "/index/" + index));
        return used;
    }

    private static Set<String> s3(String operation, SdkRequest request) {
        if (operation.equals("CopyObject")) {
            return Set.of(
                    "s3:GetObject " + bucket(text(request, "CopySource").replaceFirst("^[^/]*/", "")),
                    "s3:PutObject " + bucket(text(request, "Key")));
        }
        var action = "s3:" + operation;
        var right = NAMED_OTHERWISE.getOrDefault(action, action);
        if (text(request, "Bucket").equals(SampleSite.BUCKET)) {
            return Set.of(right + " SiteBucket" + (text(request, "Key").isEmpty() ? "" : "/*"));
        }
        return Set.of(right + " " + bucket(text(request, "Key")));
    }

    private static String bucket(String key) {
        return "MediaBucket/" + key.replaceAll("/.*", "/*");
    }

    private static String text(SdkRequest request, String field) {
        return request.getValueForField(field, String.class).orElse("");
    }
}
