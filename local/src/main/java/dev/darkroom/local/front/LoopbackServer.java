package dev.darkroom.local.front;

import dev.darkroom.local.CannotStart;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTP server that only this machine can reach, with a virtual thread for each request. The port is taken at once,
 * so that a busy one is told before anything else starts; requests wait until {@link #start}.
 */
public final class LoopbackServer implements AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Server server;
    private final int port;

    private LoopbackServer(Server server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Takes a port of 127.0.0.1, and the same one of ::1 where this machine has it: browsers try either for localhost.
     *
     * @param port 0 for any free one
     */
    public static LoopbackServer bind(int port) {
        var server = new Server(threads());
        var taken = listen(server, "127.0.0.1", port);
        try {
            listen(server, "::1", taken);
        } catch (CannotStart e) {
            if (port != 0 && e.getCause() instanceof BindException && busy(e.getCause())) {
                throw e;
            }
        }
        return new LoopbackServer(server, taken);
    }

    private static QueuedThreadPool threads() {
        var threads = new QueuedThreadPool(16, 4);
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        return threads;
    }

    private static int listen(Server server, String host, int port) {
        var settings = new HttpConfiguration();
        settings.setSendServerVersion(false);
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(settings));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        try {
            connector.open();
        } catch (IOException e) {
            throw CannotStart.because(sentence(port, e), root(e));
        }
        server.addConnector(connector);
        return connector.getLocalPort();
    }

    private static String sentence(int port, IOException e) {
        return busy(root(e))
                ? String.format(
                        Locale.ROOT, "Port %d is in use: stop the other program or choose another with --port.", port)
                : String.format(
                        Locale.ROOT,
                        "Port %d cannot be used (%s): choose another with --port.",
                        port,
                        root(e).getMessage());
    }

    private static boolean busy(Throwable e) {
        return e instanceof BindException && e.getMessage().contains("in use");
    }

    /** Jetty wraps the system's own refusal. */
    private static Throwable root(IOException e) {
        return e.getCause() instanceof SocketException refusal ? refusal : e;
    }

    /** The port that was taken. */
    public int port() {
        return port;
    }

    /** Says how a request is refused that does not come as far as the handler. */
    void answerRefusals(ErrorHandler refusals) {
        server.setErrorHandler(refusals);
    }

    /** Answers requests from now on. */
    public void start(Handler handler) {
        server.setHandler(handler);
        try {
            server.start();
        } catch (Exception e) {
            throw CannotStart.because(String.format(Locale.ROOT, "The server on port %d did not start.", port), e);
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
