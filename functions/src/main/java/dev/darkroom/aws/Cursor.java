package dev.darkroom.aws;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where the next page of a history begins, as opaque text. It names no owner: whose history is read is decided by who
 * asks, so another's cursor shows nobody else's tasks.
 */
final class Cursor {

    private Cursor() {}

    static String encode(Map<String, AttributeValue> lastKey) {
        if (lastKey == null || lastKey.isEmpty()) {
            return null;
        }
        var created = lastKey.get("created").s();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(created.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException when the text is not one of ours */
    static Map<String, AttributeValue> decode(String cursor, String visitorId) {
        if (cursor == null) {
            return null;
        }
        var created = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        var hash = created.indexOf('#');
        if (hash != 20) {
            throw new IllegalArgumentException("this cursor is not one that a page of the history gave");
        }
        return Map.of(
                "pk", AttributeValue.fromS(TaskItem.key(created.substring(hash + 1))),
                "owner", AttributeValue.fromS(visitorId),
                "created", AttributeValue.fromS(created));
    }
}
