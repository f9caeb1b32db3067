package dev.darkroom.media;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A network in which names mean what a test says, and every public address leads to one server on this machine. It
 * keeps account of what was asked.
 */
final class TestDialer implements Dialer {

    final List<String> lookedUp = new CopyOnWriteArrayList<>();
    final List<String> connectedTo = new CopyOnWriteArrayList<>();
    private final Map<String, ConcurrentLinkedQueue<List<String>>> names = new ConcurrentHashMap<>();
    private final int port;

    /** @param port of the server that answers for everybody; 0 for none */
    TestDialer(int port) {
        this.port = port;
    }

    /** The name means these addresses; told twice, the second meaning is for the second look-up. */
    TestDialer name(String name, String... addresses) {
        names.computeIfAbsent(name, _ -> new ConcurrentLinkedQueue<>()).add(List.of(addresses));
        return this;
    }

    @Override
    public InetAddress[] resolve(String name) throws IOException {
        lookedUp.add(name);
        var meanings = names.getOrDefault(name, new ConcurrentLinkedQueue<>());
        var meaning = meanings.size() > 1 ? meanings.poll() : meanings.peek();
        if (meaning == null) {
            throw new UnknownHostException(name);
        }
        return meaning.stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    @Override
    public Socket connect(InetAddress address, int asked, Duration limit) throws IOException {
        connectedTo.add(address.getHostAddress());
        if (port == 0) {
            throw new ConnectException(address.getHostAddress() + " refused");
        }
        var socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
        return socket;
    }
}
