package dev.darkroom.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Where CloudFormation waits for replies: an address that takes one PUT's body. It can be told to answer badly. */
public final class ReplyBox implements AutoCloseable {

    /** As CloudFormation writes it: an ARN's colons and bars, and a signature's slashes, are escaped. */
    private static final String PATH =
            "/arn%3Aaws%3Acloudformation%3Aeu-central-1%3A123456789012%3Astack/darkroom/5b6e%7CSite%7C5478"
                    + "?X-Amz-Security-Token=IQoJb3%2FpZ2%2B&X-Amz-Signature=0a1b";

    /** A reply as it came. */
    public record Reply(String method, URI address, Headers headers, byte[] body) {
        public JsonNode json() throws IOException {
            return new ObjectMapper().readTree(body);
        }
    }

    /** Those that came, the refused ones too. */
    public final List<Reply> replies = new ArrayList<>();

    /** The statuses of the next answers; then 200. */
    public final Queue<Integer> statuses = new ArrayDeque<>();

    private final HttpServer server;

    public ReplyBox() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                replies.add(new Reply(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        exchange.getRequestHeaders(),
                        exchange.getRequestBody().readAllBytes()));
                var status = statuses.isEmpty() ? 200 : statuses.remove();
                if (status > 0) {
                    exchange.sendResponseHeaders(status, -1);
                } // else the connection ends without an answer
            }
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    public static String path() {
        return PATH;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
