package dev.darkroom.local;

import dev.darkroom.aws.Clients;
import dev.darkroom.aws.DynamoTasks;
import dev.darkroom.task.Specimen;
import dev.darkroom.task.Visitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** A data folder of {@code ./run} whose table holds many tasks. */
public final class FullTable {

    private static final int BATCH = 25;
    private static final int PER_VISITOR = 100;

    private FullTable() {}

    /**
     * @param data the data folder; need not exist
     * @return the tasks' ids
     */
    public static List<String> fill(Path data, int tasks) throws Exception {
        Files.createDirectories(data);
        Files.writeString(data.resolve("made-by-darkroom"), "");
        var natives = Files.createDirectories(data.resolve("native"));
        try (var table = LocalTable.open(Files.createDirectories(data.resolve("table")), natives)) {
            var settings = Map.of(
                    "AWS_ENDPOINT_URL_DYNAMODB",
                    table.endpoint().toString(),
                    "AWS_REGION",
                    "us-east-1",
                    "AWS_ACCESS_KEY_ID",
                    LocalStore.ACCESS_KEY,
                    "AWS_SECRET_ACCESS_KEY",
                    S3ForTests.SECRET);
            try (var dynamo = new Clients(name -> Optional.ofNullable(settings.get(name))).dynamo()) {
                LocalTable.create(dynamo, Environment.TABLE);
                return copies(dynamo, row(dynamo), tasks);
            }
        }
    }

    /** One row as the code itself writes it. */
    private static Map<String, AttributeValue> row(DynamoDbClient dynamo) {
        var task = Specimen.task("a".repeat(32), new Visitor("visitor", "address"), "fingerprint", Instant.now());
        new DynamoTasks(dynamo, Environment.TABLE).open(task, Specimen.AMPLE);
        return dynamo.scan(scan -> scan.tableName(Environment.TABLE)).items().stream()
                .filter(item -> item.get("pk").s().startsWith("task#"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> copies(DynamoDbClient dynamo, Map<String, AttributeValue> row, int tasks) {
        var ids = IntStream.range(0, tasks).mapToObj(FullTable::id).toList();
        for (var from = 0; from < tasks; from += BATCH) {
            var writes = new ArrayList<WriteRequest>();
            for (var number = from; number < Math.min(tasks, from + BATCH); number++) {
                var item = copy(row, ids.get(number), number);
                writes.add(WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(item).build())
                        .build());
            }
            dynamo.batchWriteItem(batch -> batch.requestItems(Map.of(Environment.TABLE, writes)));
        }
        return ids;
    }

    private static Map<String, AttributeValue> copy(Map<String, AttributeValue> row, String id, int number) {
        var item = new HashMap<>(row);
        item.put("pk", AttributeValue.fromS("task#" + id));
        item.put("owner", AttributeValue.fromS("visitor" + number / PER_VISITOR));
        var created = row.get("created").s();
        item.put("created", AttributeValue.fromS(created.substring(0, created.indexOf('#') + 1) + id));
        return item;
    }

    private static String id(int number) {
        var digits = Integer.toString(number, 6).chars().mapToObj(c -> String.valueOf((char) ('2' + c - '0')));
        var text = String.join("", digits.toList());
        return "a".repeat(32 - text.length()) + text;
    }
}
