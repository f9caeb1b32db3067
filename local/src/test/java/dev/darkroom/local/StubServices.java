package dev.darkroom.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;

/**
 * What the packaged functions call besides the table and the store: Secrets Manager and Step Functions by their JSON
 * protocol, and a provider whose one job is finished at once. It notes what it was asked.
 */
final class StubServices implements AutoCloseable {

    static final String JOB = "tk-hiapi-01JSAMPLE0000000000000000A";
    static final String CALLBACK_SECRET = "a-signing-key-for-callbacks";

    /** Operations of AWS and requests to the provider, in order. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final byte[] picture = picture();

    StubServices(String originSecret) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> aws(exchange, originSecret));
        server.createContext("/v1/tasks", this::provider);
        server.createContext("/picture.png", exchange -> answer(exchange, "image/png", picture));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void aws(HttpExchange exchange, String originSecret) throws IOException {
        var operation = exchange.getRequestHeaders().getFirst("X-Amz-Target").replaceAll(".*\\.", "");
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(operation);
        var answer =
                switch (operation) {
                    case "GetSecretValue" -> secret(secretOf(body, originSecret));
                    case "StartExecution" -> "{\"executionArn\":\"arn:sample\",\"startDate\":1795348800}";
                    default -> "{}";
                };
        answer(exchange, "application/x-amz-json-1.0", answer.getBytes(StandardCharsets.UTF_8));
    }

    private void provider(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        var task = exchange.getRequestMethod().equals("POST")
                ? String.format(Locale.ROOT, "{\"taskId\":\"%s\"}", JOB)
                : String.format(
                        Locale.ROOT,
                        "{\"taskId\":\"%s\",\"status\":\"success\",\"output\":[{\"url\":\"%s/picture.png\",\"type\":\"image\"}]}",
                        JOB,
                        url());
        var envelope = String.format(Locale.ROOT, "{\"code\":200,\"message\":\"success\",\"data\":%s}", task);
        answer(exchange, "application/json", envelope.getBytes(StandardCharsets.UTF_8));
    }

    /** By the name at its ARN's end. */
    private static String secretOf(String asked, String originSecret) {
        var name = asked.replaceFirst("(?s).*:secret:(\\w+).*", "$1");
        return switch (name) {
            case "site" -> field("visitorKey", "a-key-for-cookies");
            case "origin" -> field("originSecret", originSecret);
            case "hiapi" -> field("apiKey", "a-key-for-the-provider");
            case "callback" -> field("callbackSecret", CALLBACK_SECRET);
            default -> throw new IllegalArgumentException(asked);
        };
    }

    private static String field(String name, String value) {
        return String.format(Locale.ROOT, "{\\\"%s\\\":\\\"%s\\\"}", name, value);
    }

    private static String secret(String escaped) {
        return String.format(Locale.ROOT, "{\"Name\":\"sample\",\"SecretString\":\"%s\"}", escaped);
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] picture() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 36, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
