package dev.darkroom.stack;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

/** What bears a stack's tags: CloudFormation puts them on, and they stay when the stack goes. */
final class AwsTags {

    /** Source: CloudFormation's guide, "Resource tag", the tags that it makes itself. */
    private static final String STACK = "aws:cloudformation:stack-name";

    private static final String LOGICAL_ID = "aws:cloudformation:logical-id";

    private final ResourceGroupsTaggingApiClient client;

    AwsTags(ResourceGroupsTaggingApiClient client) {
        this.client = client;
    }

    /** Those of Darkroom's stacks of this name; some may be gone already, which is told here for a while. */
    Stream<Account.Part> listStores(String stack) {
        return client
                .getResourcesPaginator(it -> it.resourceTypeFilters("dynamodb:table", "s3", "secretsmanager:secret")
                        .tagFilters(bearing(STACK, stack), bearing("project", "darkroom")))
                .stream()
                .flatMap(page -> page.resourceTagMappingList().stream())
                .flatMap(found -> part(found).stream());
    }

    private static TagFilter bearing(String key, String value) {
        return TagFilter.builder().key(key).values(value).build();
    }

    /** An ARN has the service as its third part, and behind the fifth colon what the service calls the resource. */
    private static Optional<Account.Part> part(ResourceTagMapping found) {
        var arn = found.resourceARN();
        var parts = arn.split(":", 6);
        var logicalId = found.tags().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value))
                .getOrDefault(LOGICAL_ID, "");
        return Optional.ofNullable(
                        switch (parts[2]) {
                            case "dynamodb" -> Map.entry("AWS::DynamoDB::Table", parts[5].substring("table/".length()));
                            case "s3" -> Map.entry("AWS::S3::Bucket", parts[5]);
                            case "secretsmanager" -> Map.entry("AWS::SecretsManager::Secret", arn);
                            default -> null;
                        })
                .map(it -> new Account.Part(logicalId, it.getKey(), it.getValue(), ""));
    }
}
