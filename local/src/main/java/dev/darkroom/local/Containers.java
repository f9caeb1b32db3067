package dev.darkroom.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The way from Docker's containers to what listens on this machine's loopback address. On Linux a container does not see
 * that, and SAM ignores {@code --docker-network host} (its issues 3609 and 4236, seen in 1.170): so each port that one
 * needs is open on Docker's bridge too, where this machine's containers are and nobody else. Docker Desktop has the name
 * {@code host.docker.internal} for it.
 */
final class Containers implements AutoCloseable {

    private static final String BRIDGE = "docker0";
    private static final Pattern LOOPBACK = Pattern.compile("http://(127\\.0\\.0\\.1|localhost):(\\d+)(.*)");

    private final Optional<InetAddress> bridge;
    private final Map<Integer, Integer> ports = new ConcurrentHashMap<>();
    private final List<ServerSocket> doors = new ArrayList<>();

    private Containers(Optional<InetAddress> bridge) {
        this.bridge = bridge;
    }

    /** @throws CannotStart where no container could get here */
    static Containers open() {
        return System.getProperty("os.name").equals("Linux") ? on(dockersBridge()) : ofDockerDesktop();
    }

    static Containers on(InetAddress bridge) {
        return new Containers(Optional.of(bridge));
    }

    static Containers ofDockerDesktop() {
        return new Containers(Optional.empty());
    }

    private static InetAddress dockersBridge() {
        try {
            return Optional.ofNullable(NetworkInterface.getByName(BRIDGE)).stream()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .findFirst()
                    .orElseThrow(
                            () -> CannotStart.because(
                                    "--sam needs Docker's network bridge, and there is none called docker0: start Docker first."));
        } catch (SocketException e) {
            throw CannotStart.because("The network of this machine cannot be read.", e);
        }
    }

    /** Where a container finds this address; one that is not of this machine is the same for it. */
    String address(String url) {
        var own = LOOPBACK.matcher(url);
        if (!own.matches()) {
            return url;
        }
        var port = Integer.parseInt(own.group(2));
        var authority = bridge.map(address -> address.getHostAddress() + ":" + ports.computeIfAbsent(port, this::door))
                .orElse("host.docker.internal:" + port);
        return URI.create("http://" + authority + own.group(3)).toString();
    }

    /** @return the port on the bridge that leads to this one */
    private int door(int inside) {
        try {
            var door = new ServerSocket();
            door.bind(new InetSocketAddress(bridge.orElseThrow(), 0));
            doors.add(door);
            Thread.startVirtualThread(() -> serve(door, inside));
            return door.getLocalPort();
        } catch (IOException e) {
            throw CannotStart.because("Docker's network bridge cannot be listened on.", e);
        }
    }

    private static void serve(ServerSocket door, int inside) {
        while (!door.isClosed()) {
            try {
                var outer = door.accept();
                Thread.startVirtualThread(() -> join(outer, inside));
            } catch (IOException e) {
                // Closed, or a caller that was gone before it was heard.
            }
        }
    }

    private static void join(Socket outer, int inside) {
        try (outer;
                var inner = new Socket(InetAddress.getLoopbackAddress(), inside)) {
            var back = Thread.startVirtualThread(() -> pass(inner, outer));
            pass(outer, inner);
            back.join();
        } catch (IOException | UncheckedIOException e) {
            // Either end is gone, and so is the other now.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (var door : doors) {
            door.close();
        }
    }
}
