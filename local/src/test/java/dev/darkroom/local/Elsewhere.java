package dev.darkroom.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * LocalStack's interpreter, started by {@code .ci/outside/localstack/states.py}: it calls functions at an address of ours,
 * and tells us of the seconds that it would have waited, so that time is the world's own in it, too.
 */
final class Elsewhere extends Directed {

    private static final String ROLE = "arn:aws:iam::000000000000:role/darkroom-states";

    /** That a function took too long. It is thrown, since nothing else leaves a function early. */
    private static final String LATE = "States.Timeout";

    /** It waits for a Wait of any length, as AWS does not. */
    private static final double LONGEST = 86_400;

    private final Semaphore ended = new Semaphore(0);
    private final URI endpoint;
    private final HttpServer server;
    private Map<String, Lambda> functions;

    Elsewhere(URI endpoint) {
        this.endpoint = endpoint;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/run/", exchange -> answer(exchange, call(exchange)));
        server.createContext("/time", exchange -> answer(exchange, passTime(exchange)));
        server.createContext("/ended", exchange -> {
            answer(exchange, JSON.nullNode());
            ended.release();
        });
        server.start();
    }

    @Override
    public Stage stage(Stage own, Map<String, Lambda> worldsFunctions) {
        functions = worldsFunctions;
        try (var states = clientAt(endpoint)) {
            var port = server.getAddress().getPort();
            var definition = Files.readString(TestSystem.home().resolve("infra/generate.asl.json"))
                    .replaceAll("\\$\\{(\\w+)Function\\}", "http://127.0.0.1:" + port + "/run/$1");
            var machine = states.createStateMachine(create -> create.name("generate-" + port)
                            .definition(definition)
                            .roleArn(ROLE))
                    .stateMachineArn();
            return super.stage(new Stage(endpoint, machine), functions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode call(HttpExchange exchange) throws IOException {
        var name = exchange.getRequestURI().getPath().substring("/run/".length());
        var event = exchange.getRequestBody().readAllBytes();
        var outcome = JSON.createObjectNode();
        try {
            var answer = functions.get(name).invoke(event);
            outcome.set("answer", answer.length == 0 ? JSON.nullNode() : parse(answer));
        } catch (FunctionError e) {
            if (e.errorType().equals(LATE)) {
                return outcome.put("late", true);
            }
            outcome.putObject("error").put("errorMessage", e.errorMessage()).put("errorType", e.errorType());
        }
        return outcome;
    }

    private JsonNode passTime(HttpExchange exchange) throws IOException {
        var seconds = parse(exchange.getRequestBody().readAllBytes()).doubleValue();
        timeline().advance(Duration.ofMillis((long) (1000 * Math.clamp(seconds, 0, LONGEST))));
        return JSON.nullNode();
    }

    private static void answer(HttpExchange exchange, JsonNode answer) throws IOException {
        var body = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    /** It is the interpreter who passes the time. */
    @Override
    void goOn() {
        ended.acquireUninterruptibly();
    }

    @Override
    byte[] sleep(String name) throws FunctionError {
        super.sleep(name);
        throw new FunctionError(LATE, null);
    }

    @Override
    public void close() {
        server.stop(0);
        client().deleteStateMachine(delete -> delete.stateMachineArn(machine()));
        super.close();
    }
}
