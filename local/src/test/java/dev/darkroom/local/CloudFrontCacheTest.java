package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.aws.Clients;
import dev.darkroom.media.EdgeCache;
import dev.darkroom.media.StoreUnavailable;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** What CloudFront is asked, held against its API reference (CreateInvalidation2020_05_31), and what its refusals become. */
class CloudFrontCacheTest {

    private record Asked(String method, String path, String authorization, byte[] body) {}

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 201;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.add(new Asked(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        exchange.getRequestBody().readAllBytes()));
                exchange.sendResponseHeaders(status, -1);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksForExactlyTheseFiles() throws Exception {
        edge(server.getAddress().getPort()).invalidate(List.of("generations/b-2.png", "generations/b.png"));

        var request = asked.getFirst();
        assertEquals("POST", request.method());
        assertEquals("/2020-05-31/distribution/E2EXAMPLE/invalidation", request.path());
        assertTrue(
                request.authorization()
                        .matches("AWS4-HMAC-SHA256 Credential=id/\\d{8}/us-east-1/cloudfront/aws4_request, .*"),
                request.authorization());
        var batch = xml(request.body());
        assertEquals("InvalidationBatch", batch.getDocumentElement().getLocalName());
        assertEquals(
                "http://cloudfront.amazonaws.com/doc/2020-05-31/",
                batch.getDocumentElement().getNamespaceURI());
        assertEquals(List.of("/generations/b-2.png", "/generations/b.png"), texts(batch, "Path"));
        assertEquals(List.of("2"), texts(batch, "Quantity"));
        assertFalse(texts(batch, "CallerReference").getFirst().isBlank());
    }

    @Test
    void theSameFilesAreTheSameRequest() throws Exception {
        var edge = edge(server.getAddress().getPort());
        edge.invalidate(List.of("generations/a.png", "generations/b.png"));
        edge.invalidate(List.of("generations/b.png", "generations/a.png"));
        edge.invalidate(List.of("generations/c.png"));
        edge.invalidate(List.of());
        assertEquals(3, asked.size());
        var references = asked.stream()
                .map(request -> texts(xml(request.body()), "CallerReference").getFirst())
                .toList();
        assertEquals(references.get(0), references.get(1));
        assertFalse(references.get(0).equals(references.get(2)));
    }

    @Test
    void aRefusalIsSaidWithoutWhatItIsAbout() {
        var port = server.getAddress().getPort();
        status = 400;
        var refused = assertThrows(StoreUnavailable.class, () -> edge(port).invalidate(List.of("generations/a.png")));
        assertEquals("The edge answered with status 400.", refused.getMessage());
        server.stop(0);
        var deaf = assertThrows(StoreUnavailable.class, () -> edge(port).invalidate(List.of("generations/a.png")));
        assertFalse(deaf.getMessage().contains("127.0.0.1"), deaf.getMessage());
    }

    private static EdgeCache edge(int port) {
        var settings = Map.of(
                "AWS_ENDPOINT_URL_CLOUDFRONT", "http://127.0.0.1:" + port,
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "secret");
        return new Clients(name -> Optional.ofNullable(settings.get(name))).edgeCache("E2EXAMPLE");
    }

    private static Document xml(byte[] body) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(body));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> texts(Document document, String name) {
        var found = document.getElementsByTagNameNS("*", name);
        return IntStream.range(0, found.getLength())
                .mapToObj(index -> found.item(index).getTextContent())
                .toList();
    }
}
