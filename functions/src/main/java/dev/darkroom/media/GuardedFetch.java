package dev.darkroom.media;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLSocketFactory;

/**
 * Fetches a file that somebody else's URL names, without being sent to places that only we can reach. Only https and
 * only public addresses: the name is resolved once, its addresses are checked, and a connection is made to a checked
 * address itself, so that a second look-up cannot give another answer (DNS rebinding). The same holds for each of at
 * most {@value #REDIRECTS} redirects.
 *
 * <p>This needs a socket of our own, and so the few lines of HTTP/1.1 that one GET takes. The JDK's HttpClient resolves
 * the name by itself and takes no address together with a Host header and a TLS server name. HttpsURLConnection can be
 * given a socket that checks in {@code connect}, but it may open a second connection and repeat the request by itself,
 * and it reads proxies, cookies and credentials from the whole JVM's settings. A resolver provider is the whole JVM's,
 * too, and would also stand between the SDK and AWS.
 */
public final class GuardedFetch {

    static final int REDIRECTS = 3;

    private final Dialer dialer;
    private final SSLSocketFactory tls;
    private final FetchLimits limits;
    private final Origin trusted;

    /** The one for everywhere but a laptop. */
    public GuardedFetch(FetchLimits limits) {
        this(limits, null, Dialer.system(), (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /**
     * @param trusted an origin such as {@code http://127.0.0.1:8080} that may be fetched from although it is on this
     *     machine and speaks http; nothing but a loopback address is reached that way. May be null.
     */
    public GuardedFetch(FetchLimits limits, URI trusted, Dialer dialer, SSLSocketFactory tls) {
        this.limits = Objects.requireNonNull(limits, "limits");
        this.dialer = Objects.requireNonNull(dialer, "dialer");
        this.tls = Objects.requireNonNull(tls, "tls");
        this.trusted = trusted == null ? null : Origin.of(trusted);
    }

    /**
     * Asks for the file and follows redirects, up to the first byte of the body.
     *
     * @return the file as it comes in; the caller closes it
     * @throws CopyFailure as {@link GuardedCopy#copy} tells
     */
    public Body open(URI source) {
        var end = System.nanoTime() + limits.overall().toNanos();
        var url = source;
        Origin before = null;
        for (var hop = 0; hop <= REDIRECTS; hop++) {
            var origin = Origin.of(url);
            var addresses = resolveAllowed(origin, before);
            switch (ask(origin, url, addresses, end)) {
                case File(var body) -> {
                    return body;
                }
                case Redirect(var location) -> url = resolve(url, location);
            }
            before = origin;
        }
        throw new SourceForbidden("The source redirects more than " + REDIRECTS + " times.");
    }

    private sealed interface Answer permits File, Redirect {}

    private record File(Body body) implements Answer {}

    private record Redirect(String location) implements Answer {}

    private Answer ask(Origin origin, URI url, List<InetAddress> addresses, long end) {
        try {
            var raw = connect(origin, addresses, left(end));
            var connection = new Connection(origin, raw, tls, limits.silence(), left(end));
            try {
                var head = connection.get(url);
                var location = head.location();
                if (location.isPresent()) {
                    connection.close();
                    return new Redirect(location.get());
                }
                head.verify();
                return new File(new Body(connection.body(head), head.length(), limits.bytes()));
            } catch (IOException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (IOException e) {
            throw new SourceUnavailable("The source did not answer (" + nameOf(e) + ").");
        }
    }

    private Socket connect(Origin origin, List<InetAddress> addresses, Duration left) throws IOException {
        var failure = new IOException();
        for (var address : addresses) {
            try {
                var limit = limits.connect().compareTo(left) < 0 ? limits.connect() : left;
                return dialer.connect(address, origin.port(), limit);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private Duration left(long end) {
        var left = Duration.ofNanos(end - System.nanoTime());
        if (left.toMillis() <= 0) {
            throw new SourceUnavailable("The source took longer than " + limits.overall() + ".");
        }
        return left;
    }

    /** Where the origin may be reached. A name with both kinds of addresses, as behind NAT64, is reached at its public ones. */
    private List<InetAddress> resolveAllowed(Origin origin, Origin before) {
        // A redirect from elsewhere into this machine is not what the owner has allowed.
        var isTrusted = origin.equals(trusted) && (before == null || before.equals(trusted));
        if (!isTrusted && !origin.isSecure()) {
            throw new SourceForbidden("The source is not https.");
        }
        var allowed = resolve(origin).stream()
                .filter(address -> isTrusted ? address.isLoopbackAddress() : PublicAddress.is(address))
                .toList();
        if (allowed.isEmpty()) {
            throw new SourceForbidden("The source has no public address.");
        }
        return allowed;
    }

    private List<InetAddress> resolve(Origin origin) {
        try {
            var literal = origin.literal();
            return literal.isPresent() ? List.of(literal.get()) : Arrays.asList(dialer.resolve(origin.host()));
        } catch (UnknownHostException e) {
            throw new SourceUnavailable("The source's name is not known.");
        } catch (IOException e) {
            throw new SourceUnavailable("The source's name could not be looked up (" + nameOf(e) + ").");
        } catch (IllegalArgumentException e) {
            throw new SourceForbidden("The URL's address is not spelled plainly.");
        }
    }

    private static URI resolve(URI url, String location) {
        try {
            return url.resolve(new URI(location));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new SourceForbidden("The source redirects to what is no URL.");
        }
    }

    /** A library's own message may hold a host or a URL. */
    private static String nameOf(IOException e) {
        return e.getClass().getSimpleName();
    }
}
