package dev.darkroom.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** What is asked of a table again, after a fault of its own. */
class CallTimeoutsTest {

    private static final Map<String, AttributeValue> KEY = Map.of("pk", AttributeValue.fromS("task#1"));

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer table;
    private DynamoDbClient dynamo;

    @BeforeEach
    void open() throws Exception {
        table = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var settings = Map.of(
                "AWS_ENDPOINT_URL",
                "http://127.0.0.1:" + table.getAddress().getPort(),
                "AWS_REGION",
                "eu-central-1",
                "AWS_ACCESS_KEY_ID",
                "id",
                "AWS_SECRET_ACCESS_KEY",
                "secret");
        var limits = new CallTimeouts(Duration.ofMinutes(5), Duration.ofMinutes(10));
        dynamo = new Clients(name -> Optional.ofNullable(settings.get(name)), limits).dynamo();
    }

    @AfterEach
    void close() {
        dynamo.close();
        table.stop(0);
    }

    private void answersFirstWith(int status, String type) {
        table.createContext("/", exchange -> {
            try (exchange) {
                var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                asked.add(body);
                var answer =
                        asked.size() == 1 ? "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\"}" : "{}";
                exchange.sendResponseHeaders(asked.size() == 1 ? status : 200, answer.length());
                exchange.getResponseBody().write(answer.getBytes(UTF_8));
            }
        });
        table.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "batch", "query", "transaction"})
    void whatMayBeDoneTwiceIsAskedAgain(String call) {
        answersFirstWith(500, "InternalServerError");
        switch (call) {
            case "get" -> dynamo.getItem(it -> it.tableName("t").key(KEY));
            case "batch" ->
                dynamo.batchGetItem(it -> it.requestItems(
                        Map.of("t", KeysAndAttributes.builder().keys(KEY).build())));
            case "query" -> dynamo.query(it -> it.tableName("t"));
            default ->
                dynamo.transactWriteItems(it -> it.transactItems(
                        item -> item.put(put -> put.tableName("t").item(KEY))));
        }
        assertEquals(2, asked.size());
        assertEquals(asked.getFirst(), asked.getLast(), "with the same token");
    }

    /** It may have been done: to add a price twice would be worse. */
    @Test
    void aPlainWriteIsNot() {
        answersFirstWith(500, "InternalServerError");
        assertThrows(
                DynamoDbException.class,
                () -> dynamo.updateItem(it -> it.tableName("t").key(KEY)));
        assertEquals(1, asked.size());
    }

    @Test
    void aPlainWriteThatWasTurnedAwayIs() {
        answersFirstWith(400, "ProvisionedThroughputExceededException");
        dynamo.updateItem(it -> it.tableName("t").key(KEY));
        assertEquals(2, asked.size());
    }
}
