package dev.darkroom.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/**
 * The way from Docker's containers to what listens on this machine's loopback address. On Linux a container does not see
 * that, and SAM ignores {@code --docker-network host} (its issues 3609 and 4236, seen in 1.170): so each port that one
 * needs is open on Docker's bridge too, to every container there and to nobody who is elsewhere. Docker Desktop has the
 * name {@code host.docker.internal} for it.
 */
final class Containers implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Containers.class.getName());
    private static final Pattern LOOPBACK = Pattern.compile("http://(127\\.0\\.0\\.1|localhost):(\\d+)(.*)");
    /** Longer than any of the servers behind the doors keeps a connection that is silent. */
    private static final Duration IDLE = Duration.ofMinutes(1);
    /** Through each door: more wait, so that nobody takes all the files that this process may open. */
    private static final int AT_ONCE = 100;

    private static final int FAILURES_IN_A_ROW = 10;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Optional<DockerBridge> bridge;
    private final Duration idle;
    private final Map<Integer, Integer> ports = new ConcurrentHashMap<>();
    private final List<ServerSocket> doors = new ArrayList<>();

    private Containers(Optional<DockerBridge> bridge, Duration idle) {
        this.bridge = bridge;
        this.idle = idle;
    }

    /** @throws CannotStart where no container could get here */
    static Containers open() {
        return System.getProperty("os.name").equals("Linux") ? on(DockerBridge.find(), IDLE) : ofDockerDesktop();
    }

    /** @param idle after how long a silent connection is closed */
    static Containers on(DockerBridge bridge, Duration idle) {
        return new Containers(Optional.of(bridge), idle);
    }

    static Containers ofDockerDesktop() {
        return new Containers(Optional.empty(), IDLE);
    }

    /** Where a container finds this address; one that is not of this machine is the same for it. */
    String expose(String url) {
        var own = LOOPBACK.matcher(url);
        if (!own.matches()) {
            return url;
        }
        var port = Integer.parseInt(own.group(2));
        var authority = bridge.map(
                        there -> there.address().getHostAddress() + ":" + ports.computeIfAbsent(port, this::openDoor))
                .orElse("host.docker.internal:" + port);
        return URI.create("http://" + authority + own.group(3)).toString();
    }

    /** @return the port on the bridge that leads to this one */
    private int openDoor(int inside) {
        try {
            var door = new ServerSocket();
            door.bind(new InetSocketAddress(bridge.orElseThrow().address(), 0));
            doors.add(door);
            Thread.startVirtualThread(() -> serve(door, inside));
            return door.getLocalPort();
        } catch (IOException e) {
            throw CannotStart.because("Darkroom cannot listen on Docker's network bridge.", e);
        }
    }

    /** Until it is closed, or fails again and again, as it does when there are no more files to open. */
    void serve(ServerSocket door, int inside) {
        var free = new Semaphore(AT_ONCE);
        var failures = 0;
        try (door) {
            while (failures < FAILURES_IN_A_ROW) {
                free.acquire();
                try {
                    var outer = door.accept();
                    failures = 0;
                    Thread.startVirtualThread(() -> {
                        try {
                            join(outer, inside);
                        } finally {
                            free.release();
                        }
                    });
                } catch (IOException e) {
                    free.release();
                    if (door.isClosed()) {
                        return;
                    }
                    failures++;
                    Thread.sleep(PAUSE);
                }
            }
            LOG.log(Level.WARNING, "Containers cannot connect any more: restart ./run --sam.");
        } catch (IOException e) {
            // It is closed as far as it can be.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void join(Socket outer, int inside) {
        try (outer) {
            if (bridge.orElseThrow().has(outer.getInetAddress())) {
                try (var inner = new Socket(InetAddress.getLoopbackAddress(), inside)) {
                    SocketRelay.join(outer, inner, idle);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // Either end is gone, and so is the other now.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        for (var door : doors) {
            door.close();
        }
    }
}
