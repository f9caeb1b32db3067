package dev.darkroom.media;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A connection for one GET. Nothing is sent that says who we are: no cookie, no credential. It is cut when its time is
 * up: a socket's own timeout only limits the silence between two bytes, so that a source which sends one byte at a
 * time, be it within the TLS handshake, could hold us for ever.
 */
final class Connection implements Closeable {

    private static final int BUFFER = 64 * 1024;

    private final Origin origin;
    private final Socket raw;
    private final Thread watch;
    private final SSLSocketFactory tls;
    private InputStream in;

    /**
     * @param raw connected to the origin; the connection closes it
     * @param silence the longest wait for the next byte
     * @param left the time that is left for all of it, the body included
     */
    Connection(Origin origin, Socket raw, SSLSocketFactory tls, Duration silence, Duration left) throws IOException {
        this.origin = origin;
        this.raw = raw;
        this.tls = tls;
        raw.setSoTimeout(Math.toIntExact(silence.toMillis()));
        watch = Thread.ofVirtual().name("fetch-deadline").start(() -> cutAfter(left));
    }

    /** Asks for the file. Bodies are not to be compressed: their length and their bytes are the file's own. */
    ResponseHead get(URI url) throws IOException {
        var socket = origin.isSecure() ? startTls() : raw;
        var ascii = URI.create(url.toASCIIString());
        var path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        var query = ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery();
        var request = String.format(Locale.ROOT, """
                GET %s HTTP/1.1\r
                Host: %s\r
                User-Agent: Darkroom\r
                Accept: */*\r
                Accept-Encoding: identity\r
                Connection: close\r
                \r
                """, path + query, origin.authority());
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        socket.getOutputStream().flush();
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        return ResponseHead.read(in);
    }

    /** What follows the head; closing it closes the connection. */
    InputStream body(ResponseHead head) throws IOException {
        return new FilterInputStream(head.isChunked() ? new ChunkedInputStream(in) : in) {
            @Override
            public void close() throws IOException {
                Connection.this.close();
            }
        };
    }

    /** The certificate must be the host's, although the connection was made to an address. */
    private Socket startTls() throws IOException {
        var socket = (SSLSocket) tls.createSocket(raw, origin.host(), origin.port(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private void cutAfter(Duration left) {
        try {
            Thread.sleep(left);
            raw.close();
        } catch (InterruptedException | IOException e) {
            // It ended in time, or it is closed already.
        }
    }

    @Override
    public void close() throws IOException {
        watch.interrupt();
        raw.close();
    }
}
