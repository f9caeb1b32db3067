package dev.darkroom.local;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Who comes in by the doors on Docker's bridge, and for how long. The loopback network stands in for it. */
class ContainersTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final Duration LONG = Duration.ofMinutes(10);

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, HERE);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void whoIsOnTheBridgeIsLetIn() throws Exception {
        try (var containers = Containers.on(new DockerBridge(HERE, 8), LONG);
                var container = through(containers);
                var inner = server.accept()) {
            container.getOutputStream().write("asked".getBytes(US_ASCII));
            container.shutdownOutput();
            assertEquals("asked", new String(inner.getInputStream().readAllBytes(), US_ASCII));
            inner.getOutputStream().write("answered".getBytes(US_ASCII));
            inner.shutdownOutput();
            assertEquals("answered", new String(container.getInputStream().readAllBytes(), US_ASCII));
        }
    }

    /** By whichever of its addresses: Docker masquerades it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void thisMachineIsLetIn() throws Exception {
        try (var containers = Containers.on(new DockerBridge(InetAddress.ofLiteral("127.0.0.2"), 32), LONG);
                var own = new Socket()) {
            own.bind(new InetSocketAddress(HERE, 0));
            own.connect(door(containers));
            try (var inner = server.accept()) {
                own.getOutputStream().write(7);
                assertEquals(7, inner.getInputStream().read());
            }
        }
    }

    /** Linux answers for the bridge's address on every interface, so that neighbours reach it: from another network. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whoIsElsewhereIsNotLetIn() throws Exception {
        var bridge = new DockerBridge(InetAddress.ofLiteral("172.17.0.1"), 16);
        for (var there : List.of("172.17.0.1", "172.17.0.2", "172.17.255.254")) {
            assertTrue(bridge.has(InetAddress.ofLiteral(there)), there);
        }
        for (var elsewhere : List.of("172.16.0.2", "172.18.0.2", "192.168.1.7", "127.0.0.2", "ac11::2")) {
            assertFalse(bridge.has(InetAddress.ofLiteral(elsewhere)), elsewhere);
        }
        try (var containers = Containers.on(new DockerBridge(HERE, 32), LONG);
                var neighbour = new Socket()) {
            neighbour.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0));
            neighbour.connect(door(containers));
            assertEquals(-1, neighbour.getInputStream().read());
        }
    }

    @Test
    void aSilentConnectionIsClosedAtBothEnds() throws Exception {
        try (var containers = Containers.on(new DockerBridge(HERE, 8), Duration.ofMillis(20));
                var container = through(containers);
                var inner = server.accept()) {
            assertEquals(-1, container.getInputStream().read());
            assertEquals(-1, inner.getInputStream().read());
        }
    }

    /** Such as when the process may open no more files: each attempt fails at once. */
    @Test
    void aDoorThatFailsAgainAndAgainIsLeft() throws Exception {
        var failures = new AtomicInteger();
        try (var log = LogLines.of("dev.darkroom", Level.WARNING);
                var containers = Containers.on(new DockerBridge(HERE, 8), LONG);
                var door = new ServerSocket() {
                    @Override
                    public Socket accept() throws IOException {
                        failures.incrementAndGet();
                        throw new SocketException("Too many open files");
                    }
                }) {
            containers.serve(door, 0);
            assertTrue(door.isClosed());
            assertEquals(10, failures.get());
            assertTrue(log.lines().toString().contains("restart ./run --sam"), log.lines()::toString);
        }
    }

    private Socket through(Containers containers) throws IOException {
        var door = door(containers);
        return new Socket(door.getAddress(), door.getPort());
    }

    private InetSocketAddress door(Containers containers) {
        var door = URI.create(containers.expose("http://127.0.0.1:" + server.getLocalPort()));
        return new InetSocketAddress(door.getHost(), door.getPort());
    }
}
