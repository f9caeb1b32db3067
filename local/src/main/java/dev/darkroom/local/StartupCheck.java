package dev.darkroom.local;

import dev.darkroom.hiapi.UnreachableReason;
import dev.darkroom.media.StoreUnavailable;
import dev.darkroom.media.Uploads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One look at what is not ours. Whether the provider's address can be connected to: it hangs up again, so that no request is
 * spent, and no key shown. And whether the store shows what it has.
 */
final class StartupCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private StartupCheck() {}

    /** What is wrong with the way there, in one line; empty when nothing is, or when it leads through a proxy. */
    static Optional<String> check(URI base) {
        if (!ProxySelector.getDefault().select(base).stream().allMatch(Proxy.NO_PROXY::equals)) {
            return Optional.empty();
        }
        try {
            connect(base);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(UnreachableReason.of(e, false).at(base, e));
        }
    }

    /**
     * What is wrong with the store, if the owner was not told already: wrong settings are told now, and not when a result that
     * was paid for is to be stored. It is asked for a file by GET, whose 404 says whether the file or the bucket is missing.
     * HEAD's does not; to ask for the bucket itself is more than a key for one bucket may do (nextcloud/server 60791).
     */
    static Optional<String> check(Uploads store) {
        try {
            store.find("uploads/first-look");
            return Optional.empty();
        } catch (StoreUnavailable e) {
            return e.isRefusal() ? Optional.empty() : Optional.of(e.getMessage());
        }
    }

    private static void connect(URI base) throws IOException {
        var host = base.getHost().replaceAll("[\\[\\]]", "");
        var address = new InetSocketAddress(host, UnreachableReason.port(base));
        if (address.isUnresolved()) {
            throw new UnknownHostException(host);
        }
        try (var socket = new Socket()) {
            var millis = (int) PATIENCE.toMillis();
            socket.connect(address, millis);
            socket.setSoTimeout(millis);
            if ("https".equalsIgnoreCase(base.getScheme())) {
                shakeHands(socket, host, address.getPort());
            }
        }
    }

    private static void shakeHands(Socket socket, String host, int port) throws IOException {
        var tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (var secure = (SSLSocket) tls.createSocket(socket, host, port, true)) {
            var parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
        } catch (SocketException broken) {
            throw new SSLException("the connection broke before it was secure", broken);
        }
    }
}
