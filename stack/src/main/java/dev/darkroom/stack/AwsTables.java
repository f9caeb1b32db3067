package dev.darkroom.stack;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Tables as they are, not as a template says. */
final class AwsTables {

    private final DynamoDbClient client;

    AwsTables(DynamoDbClient client) {
        this.client = client;
    }

    Optional<Account.Table> find(String name) {
        try {
            var table = client.describeTable(it -> it.tableName(name)).table();
            if (table.tableStatus() == TableStatus.DELETING) {
                return Optional.empty();
            }
            var keys = new HashMap<String, List<String>>();
            keys.put("", keys(table.keySchema()));
            table.globalSecondaryIndexes().forEach(index -> keys.put(index.indexName(), keys(index.keySchema())));
            var expiry = client.describeTimeToLive(it -> it.tableName(name)).timeToLiveDescription();
            var expires = expiry.timeToLiveStatus() == TimeToLiveStatus.ENABLED
                    || expiry.timeToLiveStatus() == TimeToLiveStatus.ENABLING;
            return Optional.of(
                    new Account.Table(Boolean.TRUE.equals(table.deletionProtectionEnabled()), expires, keys));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private static List<String> keys(List<KeySchemaElement> schema) {
        return schema.stream()
                .map(key -> key.attributeName() + ":" + key.keyTypeAsString())
                .toList();
    }

    void delete(String name) {
        client.deleteTable(it -> it.tableName(name));
    }
}
