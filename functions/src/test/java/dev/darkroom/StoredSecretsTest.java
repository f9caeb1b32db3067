package dev.darkroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.aws.Clients;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the edge shows, as it stands in Secrets Manager. */
class StoredSecretsTest {

    private volatile String stored = "{}";
    private HttpServer manager;

    @BeforeEach
    void open() throws Exception {
        manager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        manager.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                var answer = ("{\"Name\":\"origin\",\"SecretString\":\"" + stored.replace("\"", "\\\"") + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        manager.start();
    }

    @AfterEach
    void close() {
        manager.stop(0);
    }

    private Optional<String> origin(String secret) {
        stored = secret;
        return secrets(Map.of(
                        "ORIGIN_SECRET_ARN",
                        "arn:aws:secretsmanager:eu-central-1:123456789012:secret:origin",
                        "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                        "http://127.0.0.1:" + manager.getAddress().getPort()))
                .originSecret();
    }

    private static StoredSecrets secrets(Map<String, String> given) {
        var all = new HashMap<>(given);
        all.put("AWS_REGION", "eu-central-1");
        all.put("AWS_ACCESS_KEY_ID", "id");
        all.put("AWS_SECRET_ACCESS_KEY", "secret");
        var settings = new Settings(all);
        return new StoredSecrets(settings, new Clients(settings::optional), InstantSource.system());
    }

    /** CloudFront shows the old one until its own update has gone round the world. */
    @Test
    void whileItIsRotatedTheEarlierOneIsBelievedToo() {
        assertEquals(Optional.of("new,old"), origin("{\"originSecret\":\"new\",\"earlierSecret\":\"old\"}"));
        assertEquals(Optional.of("new"), origin("{\"originSecret\":\"new\",\"earlierSecret\":\"\"}"));
        assertEquals(Optional.of("new"), origin("{\"originSecret\":\"new\"}"));
    }

    @Test
    void whereItIsEmptyNobodyComesIn() {
        assertThrows(BadSetting.class, () -> origin("{\"earlierSecret\":\"old\"}"));
    }

    @Test
    void withoutAnEdgeThereIsNone() {
        assertEquals(Optional.empty(), secrets(Map.of()).originSecret());
        assertEquals(
                Optional.of("given"), secrets(Map.of("ORIGIN_SECRET", "given")).originSecret());
    }
}
