package dev.darkroom.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Two connections made one: what comes by either goes out by the other, until both have ended or nothing came for a while. */
final class SocketRelay {

    private static final int BUFFER = 16 * 1024;

    private final Socket outer;
    private final Socket inner;
    /** How often something has come, by either. */
    private final AtomicLong moves = new AtomicLong();

    private SocketRelay(Socket outer, Socket inner) {
        this.outer = outer;
        this.inner = inner;
    }

    /** Returns when it has ended. */
    static void join(Socket outer, Socket inner, Duration idle) throws IOException, InterruptedException {
        for (var end : new Socket[] {outer, inner}) {
            end.setSoTimeout(Math.toIntExact(idle.toMillis()));
        }
        var relay = new SocketRelay(outer, inner);
        var back = Thread.startVirtualThread(() -> relay.pass(inner, outer));
        relay.pass(outer, inner);
        back.join();
    }

    private void pass(Socket from, Socket to) {
        try {
            var buffer = new byte[BUFFER];
            for (var read = read(from, buffer); read >= 0; read = read(from, buffer)) {
                to.getOutputStream().write(buffer, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close();
        }
    }

    /** Waits for as long as something moves the other way: a download has nothing to say to its server. */
    private int read(Socket from, byte[] buffer) throws IOException {
        while (true) {
            var before = moves.get();
            try {
                var read = from.getInputStream().read(buffer);
                moves.incrementAndGet();
                return read;
            } catch (SocketTimeoutException e) {
                if (moves.get() == before) {
                    throw e;
                }
            }
        }
    }

    private void close() {
        try (outer;
                inner) {
            // Both, whichever of them failed.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
