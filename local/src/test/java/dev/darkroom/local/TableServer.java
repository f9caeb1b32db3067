package dev.darkroom.local;

import dev.darkroom.aws.Clients;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** DynamoDB Local for the tests of one class, with as many empty tables as they want. */
final class TableServer implements BeforeAllCallback, AfterAllCallback {

    private final AtomicInteger tables = new AtomicInteger();
    private TemporaryFolder folder;
    private LocalTable server;
    private DynamoDbClient client;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        folder = TemporaryFolder.make("darkroom-table");
        server = LocalTable.open(
                Files.createDirectory(folder.path().resolve("table")),
                Files.createDirectory(folder.path().resolve("native")));
        client = client(settings(server.endpoint()));
    }

    /** The settings that lead the SDK to this table, or to a {@link Wire} before it. */
    static Map<String, String> settings(URI endpoint) {
        return Map.of(
                "AWS_ENDPOINT_URL_DYNAMODB", endpoint.toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local");
    }

    static DynamoDbClient client(Map<String, String> settings) {
        return new Clients(name -> Optional.ofNullable(settings.get(name))).dynamo();
    }

    URI endpoint() {
        return server.endpoint();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        client.close();
        server.close();
        folder.close();
    }

    DynamoDbClient client() {
        return client;
    }

    /** The settings of a function that has a table of its own and nothing else that answers. */
    Map<String, String> settings() {
        var all = new HashMap<>(settings(server.endpoint()));
        all.put("AWS_ENDPOINT_URL", server.endpoint().toString());
        all.put("TASKS_TABLE", newTable());
        all.put("MEDIA_BUCKET", "none");
        all.put("MEDIA_BASE_URL", "https://site.example");
        all.put("STATE_MACHINE_ARN", "arn:aws:states:us-east-1:123456789012:stateMachine:none");
        all.put("VISITOR_KEY", "a-key-for-cookies");
        all.put("HIAPI_API_KEY", "a-key");
        return all;
    }

    String newTable() {
        var name = "tasks-" + tables.incrementAndGet();
        LocalTable.create(client, name);
        return name;
    }
}
