package dev.darkroom.media;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;

/** The two things that a fetch needs of the network, apart, so that what lies between them can be checked. */
public interface Dialer {

    /** Every address of a name. */
    InetAddress[] resolve(String name) throws IOException;

    /** A connection to exactly this address. */
    Socket connect(InetAddress address, int port, Duration limit) throws IOException;

    /** The one that there is. No proxy is asked: it would resolve the name again, by itself. */
    static Dialer system() {
        return new Dialer() {
            @Override
            public InetAddress[] resolve(String name) throws IOException {
                return InetAddress.getAllByName(name);
            }

            @Override
            public Socket connect(InetAddress address, int port, Duration limit) throws IOException {
                var socket = new Socket(Proxy.NO_PROXY);
                try {
                    socket.connect(new InetSocketAddress(address, port), Math.toIntExact(limit.toMillis()));
                    return socket;
                } catch (IOException e) {
                    socket.close();
                    throw e;
                }
            }
        };
    }
}
