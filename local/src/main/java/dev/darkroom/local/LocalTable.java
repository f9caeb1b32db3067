package dev.darkroom.local;

import com.amazonaws.services.dynamodbv2.exceptions.DynamoDBLocalServiceException;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import dev.darkroom.local.front.HostFilter;
import dev.darkroom.local.front.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * DynamoDB Local on a folder, behind a server of our own: the one that it brings listens on every address of the
 * machine, and is what starts its telemetry.
 */
final class LocalTable implements AutoCloseable {

    private final LocalDynamoDBServerHandler handler;
    private final LoopbackServer server;

    private LocalTable(LocalDynamoDBServerHandler handler, LoopbackServer server) {
        this.handler = handler;
        this.server = server;
    }

    /**
     * @param folder where its database file lives
     * @param natives where it may unpack its native library; what an earlier run left there is removed
     */
    static LocalTable open(Path folder, Path natives) {
        // It writes numbers into its SQL in the digits of the machine's language ("LIMIT ١٠١"), and SQLite
        // reads ASCII's only. The default is the whole JVM's, so that nothing of ours may lean on it.
        Locale.setDefault(Locale.US);
        System.setProperty("aws.java.v1.disableDeprecationAnnouncement", "true");
        System.setProperty("org.sqlite.tmpdir", empty(natives).toString());
        var server = LoopbackServer.bind(0);
        var handler = new LocalDynamoDBServerHandler(openDatabase(folder), null);
        server.start(HostFilter.keptFrom(handler));
        return new LocalTable(handler, server);
    }

    private static LocalDynamoDBRequestHandler openDatabase(Path folder) {
        try {
            return new LocalDynamoDBRequestHandler(0, false, folder.toString(), true, false);
        } catch (DynamoDBLocalServiceException | LinkageError e) {
            var platform = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
            throw CannotStart.because(
                    String.format(
                            Locale.ROOT,
                            "The local table cannot open %s; DynamoDB Local runs on Linux, macOS and Windows on x86_64, and on Linux and macOS on arm64, and this is %s.",
                            folder,
                            platform),
                    e);
        }
    }

    /** Makes the table as the template has it, unless it is there. */
    static void create(DynamoDbClient client, String name) {
        if (client.listTables().tableNames().contains(name)) {
            return;
        }
        client.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text("pk"), text("owner"), text("open"), text("created"))
                .keySchema(key("pk", KeyType.HASH))
                .globalSecondaryIndexes(index("owner-created", "owner"), index("open-created", "open")));
    }

    private static GlobalSecondaryIndex index(String name, String hash) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(key(hash, KeyType.HASH), key("created", KeyType.RANGE))
                .projection(all -> all.projectionType(ProjectionType.ALL))
                .build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static Path empty(Path natives) {
        try (var leftovers = Files.list(natives)) {
            for (var file : leftovers.toList()) {
                Files.deleteIfExists(file);
            }
            return natives;
        } catch (IOException e) {
            throw CannotStart.because(String.format(Locale.ROOT, "The folder %s cannot be written.", natives), e);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() throws Exception {
        server.close();
        handler.close();
    }
}
