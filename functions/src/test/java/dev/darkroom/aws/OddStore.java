package dev.darkroom.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** A store that speaks as much of S3's language as we do, and whose honesty is up to the test. */
final class OddStore implements AutoCloseable {

    /** Something that was put. */
    record Kept(byte[] bytes, String type) {}

    final Map<String, Kept> objects = new ConcurrentHashMap<>();
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** What it keeps of what it was sent; null for nothing. */
    volatile UnaryOperator<byte[]> keeping = bytes -> bytes;

    /** How it answers a write, after it has done what it does: 0 for no answer at all. */
    volatile int answersWrites = 200;

    /** How it answers all else; 200 for as it should. */
    volatile int answersReads = 200;

    volatile boolean tellsRanges = true;

    /** Of HEAD's answer, which may leave it out (RFC 9110, 8.6). */
    volatile boolean tellsLengths = true;

    volatile UnaryOperator<String> etags = etag -> etag;

    private final Map<String, Map<Integer, byte[]>> uploads = new ConcurrentHashMap<>();
    private final HttpServer server;

    OddStore() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** The settings of whoever keeps files here. */
    Map<String, String> settings() {
        return Map.of(
                "MEDIA_S3_ENDPOINT", "http://127.0.0.1:" + server.getAddress().getPort(),
                "MEDIA_S3_REGION", "auto",
                "MEDIA_S3_ACCESS_KEY_ID", "id",
                "MEDIA_S3_SECRET_ACCESS_KEY", "secret",
                "MEDIA_BUCKET", "media");
    }

    Clients clients() {
        return new Clients(name -> Optional.ofNullable(settings().get(name)));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestHeaders().containsKey("X-Amz-Target")) {
                send(exchange, 200, "{\"SecretString\": \"{}\"}"); // a secret that nobody has filled in
                return;
            }
            if (!exchange.getRequestURI().getPath().startsWith("/media/")) {
                var isHead = exchange.getRequestMethod().equals("HEAD");
                send(exchange, 404, isHead ? "" : "<Error><Code>NoSuchBucket</Code></Error>");
                return;
            }
            var key = exchange.getRequestURI().getPath().replaceFirst("/media/", "");
            var query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
            requests.add(exchange.getRequestMethod() + " " + query.replaceAll("=.*", ""));
            switch (exchange.getRequestMethod()) {
                case "PUT", "POST" -> write(exchange, key, query, body);
                case "DELETE" -> {
                    if (query.isEmpty()) {
                        objects.remove(key);
                    }
                    exchange.sendResponseHeaders(204, -1);
                }
                default -> read(exchange, key);
            }
        }
    }

    private void write(HttpExchange exchange, String key, String query, byte[] body) throws IOException {
        var md5 = exchange.getRequestHeaders().getFirst("Content-MD5");
        if (md5 != null && !md5.equals(Base64.getEncoder().encodeToString(digest(body)))) {
            throw new IOException("BadDigest");
        }
        var type = exchange.getRequestHeaders().getFirst("Content-Type");
        var answer = "";
        var source = exchange.getRequestHeaders().getFirst("x-amz-copy-source");
        if (source != null) {
            // Without a look at the condition.
            body = objects.get(source.replaceFirst("/?media/", "")).bytes();
            answer = "<CopyObjectResult></CopyObjectResult>";
        }
        if (query.startsWith("uploads")) {
            uploads.put(key, new TreeMap<>());
            answer = "<InitiateMultipartUploadResult><UploadId>up</UploadId></InitiateMultipartUploadResult>";
            send(exchange, 200, answer);
            return;
        } else if (query.startsWith("partNumber")) {
            var number = Integer.parseInt(query.replaceAll("\\D*(\\d+).*", "$1"));
            uploads.get(key).put(number, body);
            exchange.getResponseHeaders().set("ETag", etag(body));
            send(exchange, 200, "");
            return;
        } else if (query.startsWith("uploadId")) {
            var parts = uploads.remove(key);
            if (parts == null) {
                send(exchange, 404, "<Error><Code>NoSuchUpload</Code></Error>");
                return;
            }
            body = join(parts);
            answer = "<CompleteMultipartUploadResult></CompleteMultipartUploadResult>";
        }
        var kept = keeping.apply(body);
        if (kept != null) {
            objects.put(key, new Kept(kept, type == null ? "image/png" : type));
        }
        if (answersWrites != 0) {
            exchange.getResponseHeaders().set("ETag", etag(body));
            send(exchange, answersWrites, answer);
        }
    }

    private static byte[] join(Map<Integer, byte[]> parts) {
        var out = new ByteArrayOutputStream();
        parts.values().forEach(out::writeBytes);
        return out.toByteArray();
    }

    private void read(HttpExchange exchange, String key) throws IOException {
        var kept = objects.get(key);
        if (answersReads != 200 || kept == null) {
            exchange.sendResponseHeaders(kept == null && answersReads == 200 ? 404 : answersReads, -1);
            return;
        }
        var bytes = kept.bytes();
        var headers = exchange.getResponseHeaders();
        headers.set("ETag", etags.apply(etag(bytes)));
        headers.set("Content-Type", kept.type());
        var range = exchange.getRequestHeaders().getFirst("Range");
        var status = 200;
        if (range != null) {
            var ends = range.replace("bytes=", "").split("-", -1);
            var to = Math.min(Integer.parseInt(ends[1]) + 1, bytes.length);
            if (bytes.length == 0) {
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            if (tellsRanges) {
                headers.set("Content-Range", "bytes " + ends[0] + "-" + (to - 1) + "/" + bytes.length);
            }
            bytes = Arrays.copyOfRange(bytes, Integer.parseInt(ends[0]), to);
            status = 206;
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            if (tellsLengths) {
                headers.set("Content-Length", String.valueOf(bytes.length));
            }
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String etag(byte[] bytes) {
        return String.format(Locale.ROOT, "\"%s\"", HexFormat.of().formatHex(digest(bytes)));
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
