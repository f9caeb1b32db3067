package dev.darkroom.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.media.StoreUnavailable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

/** What every client says of who it is, on the wire. */
class ClientsTest {

    private static final String TOKEN = "the-token-of-a-role";

    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Map<String, String> settings;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Security-Token")));
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(400, -1);
            }
        });
        server.start();
        settings = new HashMap<>(Map.of(
                "AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_SESSION_TOKEN", TOKEN));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Clients clients() {
        return new Clients(name -> Optional.ofNullable(settings.get(name)));
    }

    private static void refused(Runnable call) {
        try {
            call.run();
        } catch (SdkException | StoreUnavailable e) {
            return; // whatever it was asked, the server says 400
        }
        throw new AssertionError("it was not asked");
    }

    /** In Lambda a role's keys are good for nothing without it. */
    @Test
    void theSessionTokenGoesWithTheKeysEverywhere() {
        refused(() -> clients().dynamo().listTables());
        refused(() -> clients().states().listStateMachines());
        refused(() -> clients().secrets().getSecretValue(get -> get.secretId("any")));
        refused(() -> clients().s3().listBuckets());
        refused(() -> clients().edgeCache("E2EXAMPLE").invalidate(List.of("generations/a.png")));
        assertEquals(List.of(TOKEN, TOKEN, TOKEN, TOKEN, TOKEN), tokens);
        var signed = clients()
                .presigner()
                .presignPutObject(b -> b.signatureDuration(Duration.ofMinutes(1))
                        .putObjectRequest(p -> p.bucket("b").key("k")));
        assertTrue(signed.url().getQuery().contains("X-Amz-Security-Token=" + TOKEN), "in what others send, too");
    }

    /** The keys of another store are its own: AWS's token is nothing to it. */
    @Test
    void anotherStoreIsNotToldIt() {
        settings.put("MEDIA_S3_ENDPOINT", settings.get("AWS_ENDPOINT_URL"));
        settings.put("MEDIA_S3_REGION", "auto");
        settings.put("MEDIA_S3_ACCESS_KEY_ID", "theirs");
        settings.put("MEDIA_S3_SECRET_ACCESS_KEY", "theirs");
        refused(() -> clients().s3().listBuckets());
        assertEquals(List.of("null"), tokens);
    }
}
