package dev.darkroom.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way to the public Internet, with a server on this machine in the place of every public address. */
class GuardedFetchTlsTest {

    private static final byte[] FILE = SampleFiles.drawn("png", 20, 10);
    private static final URI URL = URI.create("https://cdn.test/a.png");

    private RawServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestTls.server("cdn.test");
        server.on("/a.png", 200, "", FILE);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void speaksToTheHostAtItsCheckedAddress() throws Exception {
        var dialer = new TestDialer(server.port()).name("cdn.test", "93.184.216.34");
        try (var body = fetch(dialer, TestTls.trusting()).open(URL)) {
            assertArrayEquals(FILE, body.readAllBytes());
        }
        assertTrue(server.requests.getFirst().contains("Host: cdn.test"));
        assertEquals(List.of("93.184.216.34"), dialer.connectedTo);
    }

    @Test
    void looksANameUpOnceSoThatItCannotChange() throws Exception {
        var dialer =
                new TestDialer(server.port()).name("cdn.test", "93.184.216.34").name("cdn.test", "127.0.0.1");
        var fetch = fetch(dialer, TestTls.trusting());
        fetch.open(URL).close();
        assertEquals(List.of("cdn.test"), dialer.lookedUp);
        assertEquals(List.of("93.184.216.34"), dialer.connectedTo);

        assertThrows(SourceForbidden.class, () -> fetch.open(URL));
        assertEquals(List.of("93.184.216.34"), dialer.connectedTo);
    }

    @Test
    void checksEveryHopAgain() throws Exception {
        server.on("/b", 302, "Location: https://inside.test/\r\n", new byte[0]);
        server.on("/c", 302, "Location: /a.png\r\n", new byte[0]);
        var dialer = new TestDialer(server.port())
                .name("inside.test", "169.254.169.254")
                .name("cdn.test", "93.184.216.34")
                .name("cdn.test", "93.184.216.35")
                .name("cdn.test", "10.0.0.1");
        var fetch = fetch(dialer, TestTls.trusting());
        assertThrows(SourceForbidden.class, () -> fetch.open(URI.create("https://cdn.test/b")));
        assertThrows(SourceForbidden.class, () -> fetch.open(URI.create("https://cdn.test/c")));
        assertEquals(List.of("93.184.216.34", "93.184.216.35"), dialer.connectedTo);
    }

    @Test
    void usesThePublicOnesOfSeveralAddresses() throws Exception {
        var dialer = new TestDialer(server.port()).name("cdn.test", "64:ff9b::5db8:d822", "10.0.0.1", "93.184.216.34");
        fetch(dialer, TestTls.trusting()).open(URL).close();
        assertEquals(List.of("93.184.216.34"), dialer.connectedTo);
    }

    @Test
    void refusesACertificateForAnotherName() throws Exception {
        var dialer = new TestDialer(server.port()).name("other.test", "93.184.216.34");
        var fetch = fetch(dialer, TestTls.trusting());
        assertThrows(SourceUnavailable.class, () -> fetch.open(URI.create("https://other.test/a.png")));
        assertThrows(SourceUnavailable.class, () -> fetch.open(URI.create("https://93.184.216.34/a.png")));
        assertEquals(List.of(), server.requests);
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() {
        var dialer = new TestDialer(server.port()).name("cdn.test", "93.184.216.34");
        var fetch = fetch(dialer, (SSLSocketFactory) SSLSocketFactory.getDefault());
        assertThrows(SourceUnavailable.class, () -> fetch.open(URL));
        assertEquals(List.of(), server.requests);
    }

    private static GuardedFetch fetch(Dialer dialer, SSLSocketFactory tls) {
        return new GuardedFetch(FetchLimits.ofBytes(1000), null, dialer, tls);
    }
}
