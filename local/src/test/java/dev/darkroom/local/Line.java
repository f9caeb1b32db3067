package dev.darkroom.local;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;

/** A connection to a server that can go wrong in the middle, in the ways that no server can be told to. */
final class Line implements AutoCloseable {

    /** What is wrong at the moment. */
    sealed interface Fault {
        /** Nothing. */
        record None() implements Fault {}

        /** What is asked never arrives, and nothing comes back. */
        record Silent() implements Fault {}

        /** What is asked arrives and is done, but the answer does not come back. */
        record Deaf() implements Fault {}

        /** The answer has begun and never ends, a byte at a time. */
        record Trickling() implements Fault {}

        /** Always this answer. */
        record Refusing(int status, String body) implements Fault {
            static Refusing aws(int status, String error) {
                return new Refusing(
                        status, String.format(Locale.ROOT, "{\"__type\":\"%s\",\"message\":\"provoked\"}", error));
            }
        }
    }

    private final ServerSocket server;
    private final URI target;
    private final Supplier<Fault> fault;

    Line(URI target, Supplier<Fault> fault) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        this.fault = fault;
        Thread.ofVirtual().start(this::serve);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                var near = server.accept();
                Thread.ofVirtual().start(() -> connect(near));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void connect(Socket near) {
        try (near;
                var far = new Socket(target.getHost(), target.getPort())) {
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            var back = Thread.ofVirtual().start(() -> bring(far, near));
            var in = near.getInputStream();
            var bytes = new byte[65536];
            for (int count; (count = in.read(bytes)) > 0; ) {
                switch (fault.get()) {
                    case Fault.None none -> far.getOutputStream().write(bytes, 0, count);
                    case Fault.Deaf deaf -> far.getOutputStream().write(bytes, 0, count);
                    case Fault.Silent silent -> {}
                    case Fault.Trickling trickling -> trickle(near.getOutputStream());
                    case Fault.Refusing(var status, var body) -> {
                        refuse(near.getOutputStream(), status, body);
                        return;
                    }
                }
            }
            far.close();
            back.join();
        } catch (IOException | InterruptedException e) {
            // Either side has gone.
        }
    }

    private void bring(Socket far, Socket near) {
        try {
            var in = far.getInputStream();
            var bytes = new byte[65536];
            for (int count; (count = in.read(bytes)) > 0; ) {
                if (!(fault.get() instanceof Fault.Deaf)) {
                    near.getOutputStream().write(bytes, 0, count);
                }
            }
            near.close();
        } catch (IOException e) {
            // Either side has gone.
        }
    }

    private static void refuse(OutputStream out, int status, String body) throws IOException {
        var head = "HTTP/1.1 %d Provoked\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: %d\r\n"
                + "Connection: close\r\n\r\n%s";
        out.write(String.format(Locale.ROOT, head, status, body.length(), body).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Until the other side hangs up. */
    private static void trickle(OutputStream out) throws IOException, InterruptedException {
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        while (true) {
            out.write(' ');
            out.flush();
            Thread.sleep(20);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
