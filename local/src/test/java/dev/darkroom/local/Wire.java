package dev.darkroom.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The wire between the real SDK and DynamoDB Local. It counts the calls, and does what DynamoDB Local never does: it
 * throttles on request, and refuses a write to an item that a transaction is changing at that moment.
 */
final class Wire implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAMES = "com.amazonaws.dynamodb.v20120810#";
    private static final Set<String> NOT_PASSED_ON =
            Set.of("host", "connection", "content-length", "expect", "upgrade");

    /** Then it waits for its turn: a slow machine must not make a failure of a crowd. */
    private static final int MOST_TURNED_AWAY = 10;

    /** Decides what goes wrong with a call: the error's JSON, {@link #LOST}, or nothing. */
    interface Fault {
        Optional<String> of(String operation, JsonNode body);
    }

    /** In place of an error: what is asked is done, and the answer is lost with the connection. */
    static final String LOST = "lost";

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> turnedAway = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private final URI target;
    private volatile Fault fault = (operation, body) -> Optional.empty();
    private volatile int conflicts;

    Wire(URI target) throws IOException {
        this.target = target;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The operations that were called, the SDK's own retries included. */
    List<String> calls() {
        return calls;
    }

    /** How many writes met a transaction. */
    int conflicts() {
        return conflicts;
    }

    void failing(Fault fault) {
        this.fault = fault;
    }

    /** The fault of one operation, so many times. */
    void failing(String operation, int times, String error) {
        var left = new int[] {times};
        failing((called, body) -> {
            synchronized (left) {
                return called.equals(operation) && left[0]-- > 0 ? Optional.of(error) : Optional.empty();
            }
        });
    }

    static String error(String name) {
        return String.format(Locale.ROOT, "{\"__type\":\"%s%s\",\"message\":\"provoked\"}", NAMES, name);
    }

    /** @param codes of the transaction's items, such as {@code None} and {@code TransactionConflict} */
    static String cancelled(String... codes) {
        var reasons = List.of(codes).stream()
                .map(code -> "{\"Code\":\"" + code + "\"}")
                .toList();
        return String.format(
                Locale.ROOT,
                "{\"__type\":\"%sTransactionCanceledException\",\"Message\":\"provoked\",\"CancellationReasons\":%s}",
                NAMES,
                reasons);
    }

    private void pass(HttpExchange exchange) throws IOException {
        var operation = exchange.getRequestHeaders().getFirst("X-Amz-Target").replaceAll(".*\\.", "");
        var bytes = exchange.getRequestBody().readAllBytes();
        calls.add(operation);
        var body = JSON.readTree(bytes);
        var wrong = fault.of(operation, body);
        if (wrong.equals(Optional.of(LOST))) {
            try (exchange) {
                asked(exchange, bytes);
            }
            return;
        }
        if (wrong.isPresent()) {
            answer(exchange, 400, wrong.get().getBytes(StandardCharsets.UTF_8));
            return;
        }
        switch (operation) {
            case "TransactWriteItems" -> transact(exchange, bytes, body);
            case "UpdateItem", "PutItem", "DeleteItem" -> {
                if (held.contains(body.path("Key").toString())) {
                    conflicts++;
                    answer(exchange, 400, error("TransactionConflictException").getBytes(StandardCharsets.UTF_8));
                } else {
                    forward(exchange, bytes);
                }
            }
            default -> forward(exchange, bytes);
        }
    }

    private void transact(HttpExchange exchange, byte[] bytes, JsonNode body) throws IOException {
        var keys = new ArrayList<String>();
        body.path("TransactItems").forEach(item -> keys.add(key(item)));
        var codes = hold(keys);
        if (codes.contains("TransactionConflict")) {
            answer(exchange, 400, cancelled(codes.toArray(String[]::new)).getBytes(StandardCharsets.UTF_8));
            return;
        }
        try {
            forward(exchange, bytes);
        } finally {
            synchronized (held) {
                held.removeAll(keys);
                held.notifyAll();
            }
        }
    }

    /** Holds them all, or none and says which are held by another. */
    private List<String> hold(List<String> keys) {
        synchronized (held) {
            while (keys.stream().anyMatch(held::contains)) {
                if (turnedAway.merge(keys.getFirst(), 1, Integer::sum) <= MOST_TURNED_AWAY) {
                    conflicts++;
                    return keys.stream()
                            .map(key -> held.contains(key) ? "TransactionConflict" : "None")
                            .toList();
                }
                try {
                    held.wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            held.addAll(keys);
            return keys.stream().map(key -> "None").toList();
        }
    }

    private static String key(JsonNode item) {
        return item.has("Put")
                ? JSON.createObjectNode().set("pk", item.at("/Put/Item/pk")).toString()
                : item.at("/Update/Key").toString();
    }

    private void forward(HttpExchange exchange, byte[] bytes) throws IOException {
        var answer = asked(exchange, bytes);
        answer(exchange, answer.statusCode(), answer.body());
    }

    private HttpResponse<byte[]> asked(HttpExchange exchange, byte[] bytes) throws IOException {
        var request = HttpRequest.newBuilder(target).POST(BodyPublishers.ofByteArray(bytes));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.shutdownNow();
        threads.shutdownNow();
    }
}
