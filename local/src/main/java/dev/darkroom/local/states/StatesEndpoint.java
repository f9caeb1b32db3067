package dev.darkroom.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.darkroom.local.front.HostFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The service's protocol, AWS JSON 1.0: a POST whose X-Amz-Target names the action, and errors as 400 with a
 * {@code __type}. Who asks is not checked: whatever program of this machine finds its port may, and with {@code ./run --sam}
 * whatever container on Docker's bridge; a page in a browser may not.
 */
final class StatesEndpoint implements AutoCloseable {

    static {
        // Read once, when the server's classes are loaded. Without it the last part of an answer may wait 40 ms for an
        // acknowledgement that the client delays.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Logger LOG = System.getLogger(StatesEndpoint.class.getName());
    private static final String TARGET = "AWSStepFunctions.";
    /** More than the largest text that an action takes, with each character escaped. */
    private static final int LARGEST = 2 * 1024 * 1024;

    private final Actions actions;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong requests = new AtomicLong();

    StatesEndpoint(Actions actions) {
        this.actions = actions;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle).getFilters().add(new HostFilter());
        server.setExecutor(workers);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                answer(exchange, 200, perform(exchange));
            } catch (ServiceError e) {
                answer(exchange, 400, problem(e.type(), e.getMessage()));
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "an action failed", e);
                answer(exchange, 500, problem("InternalFailure", "See the log."));
            }
        }
    }

    private JsonNode perform(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(LARGEST + 1);
        var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target == null || !target.startsWith(TARGET)) {
            throw new ServiceError("UnknownOperationException", "X-Amz-Target must begin with " + TARGET);
        }
        if (body.length > LARGEST) {
            throw new ServiceError("RequestEntityTooLargeException", "The request has more than " + LARGEST + " bytes");
        }
        return actions.perform(target.substring(TARGET.length()), new StatesCall(members(body)));
    }

    private static JsonNode members(byte[] body) {
        try {
            var members = StatesJson.MAPPER.readTree(body);
            if (members.isObject()) {
                return members;
            }
        } catch (IOException e) {
            // Said below, without the text itself.
        }
        throw new ServiceError("SerializationException", "The request is no JSON object");
    }

    private static JsonNode problem(String type, String message) {
        return StatesJson.object().put("__type", type).put("message", message);
    }

    private void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
        var bytes = StatesJson.text(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.getResponseHeaders().set("x-amzn-RequestId", "local-" + requests.incrementAndGet());
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdown();
    }
}
