package dev.darkroom.site;

import java.net.URI;
import java.util.Map;

/**
 * What CloudFormation asks of a custom resource. It asks by an asynchronous call, which Lambda repeats when it fails: the
 * same request may come more than once.
 *
 * @param type {@code Create}, {@code Update} or {@code Delete}
 * @param replyUrl where the reply is to be put; signed, so that it needs no rights
 * @param stackId the stack's ARN
 * @param requestId another one for each request
 * @param logicalId the resource's name in the template
 * @param physicalId what an earlier reply called it; where none did, something of CloudFormation's own, or null
 * @param properties what the template says now
 * @param oldProperties what it said before an update
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes.html">
 *     CloudFormation's user guide, Custom resource request types</a>
 */
record StackRequest(
        String type,
        URI replyUrl,
        String stackId,
        String requestId,
        String logicalId,
        String physicalId,
        Map<?, ?> properties,
        Map<?, ?> oldProperties) {

    /** @throws IllegalArgumentException when nobody could be told what became of it */
    static StackRequest of(Map<String, Object> event) {
        if (!(event.get("ResponseURL") instanceof String url)) {
            throw new IllegalArgumentException("This is no request of CloudFormation's: it has no ResponseURL.");
        }
        return new StackRequest(
                text(event, "RequestType"),
                URI.create(url),
                text(event, "StackId"),
                text(event, "RequestId"),
                text(event, "LogicalResourceId"),
                text(event, "PhysicalResourceId"),
                properties(event, "ResourceProperties"),
                properties(event, "OldResourceProperties"));
    }

    /** A property of the resource; empty where it has none of that name. */
    String property(String name) {
        return properties.get(name) instanceof String value ? value : "";
    }

    /** Whether an update changes this property. */
    boolean changes(String name) {
        return oldProperties.containsKey(name) && !property(name).equals(oldProperties.get(name));
    }

    private static String text(Map<String, Object> event, String field) {
        return event.get(field) instanceof String value ? value : null;
    }

    private static Map<?, ?> properties(Map<String, Object> event, String field) {
        return event.get(field) instanceof Map<?, ?> values ? values : Map.of();
    }
}
