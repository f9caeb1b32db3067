package dev.darkroom.snapstart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Stands in for AWS while a function is primed: listens on this process's own loopback address, remembers the one row
 * that is written, and hands it back to whoever reads. It answers one request at a time, as a function asks.
 */
final class FakeAws implements AutoCloseable {

    static final String ORIGIN_SECRET = "priming-origin-secret";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SECRET =
            "{\"SecretString\":\"{\\\"visitorKey\\\":\\\"priming\\\",\\\"originSecret\\\":\\\"" + ORIGIN_SECRET
                    + "\\\"}\"}";

    /** What the site's budget answers when money is reserved. */
    private static final String BUDGET = "{\"Attributes\":{\"daySpent\":{\"N\":\"1\"},\"monthSpent\":{\"N\":\"1\"}}}";

    private final ServerSocket socket;
    private volatile String row = "{}";

    private FakeAws(ServerSocket socket) {
        this.socket = socket;
    }

    static FakeAws open() throws IOException {
        var aws = new FakeAws(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
        Thread.ofPlatform().daemon().name("stand-in").start(aws::serve);
        return aws;
    }

    /** With these, the clients of AWS's SDK come here, and nowhere else. */
    Map<String, String> settings() {
        return Map.of(
                "AWS_ENDPOINT_URL", "http://127.0.0.1:" + socket.getLocalPort(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "priming",
                "AWS_SECRET_ACCESS_KEY", "priming",
                "TASKS_TABLE", "priming",
                "MEDIA_BUCKET", "priming",
                "MEDIA_BASE_URL", "https://site.example",
                "STATE_MACHINE_ARN", "arn:aws:states:us-east-1:123456789012:stateMachine:priming",
                "SITE_SECRET_ARN", "arn:aws:secretsmanager:us-east-1:123456789012:secret:priming",
                "ORIGIN_SECRET_ARN", "arn:aws:secretsmanager:us-east-1:123456789012:secret:priming");
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (var connection = socket.accept()) {
                connection.setTcpNoDelay(true);
                answer(connection);
            } catch (IOException e) {
                // Closed, or the caller has gone: either way there is nobody to answer.
            }
        }
    }

    private void answer(Socket connection) throws IOException {
        var in = new BufferedInputStream(connection.getInputStream());
        var operation = "";
        var length = 0;
        for (var line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            var header = line.split(": ", 2);
            switch (header[0].toLowerCase(Locale.ROOT)) {
                case "x-amz-target" -> operation = header[1].replaceFirst(".*\\.", "");
                case "content-length" -> length = Integer.parseInt(header[1].strip());
                default -> {}
            }
        }
        var body = answer(operation, JSON.readTree(in.readNBytes(length))).getBytes(UTF_8);
        // The connection is not kept: none may be open when the snapshot is taken.
        var head = "HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: %d\r\n"
                + "x-amz-crc32: %d\r\nConnection: close\r\n\r\n";
        var out = connection.getOutputStream();
        out.write(String.format(Locale.ROOT, head, body.length, checksum(body)).getBytes(ISO_8859_1));
        out.write(body);
    }

    /** DynamoDB sends it, and the SDK loads more to look at it. */
    private static long checksum(byte[] body) {
        var checksum = new CRC32();
        checksum.update(body);
        return checksum.getValue();
    }

    private String answer(String operation, JsonNode asked) {
        return switch (operation) {
            case "GetSecretValue" -> SECRET;
            case "StartExecution" -> "{\"executionArn\":\"priming\",\"startDate\":0}";
            case "GetItem" -> "{\"Item\":" + row + "}";
            case "Query" -> "{\"Count\":1,\"Items\":[" + row + "]}";
            case "TransactWriteItems" -> {
                row = asked.at("/TransactItems/0/Put/Item").toString();
                yield "{}";
            }
            case "UpdateItem" -> BUDGET;
            default -> "{}";
        };
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next; (next = in.read()) >= 0 && next != '\n'; ) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
