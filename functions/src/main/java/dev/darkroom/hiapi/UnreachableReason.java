package dev.darkroom.hiapi;

import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why no answer of HiAPI's came: what its address, or the way there, did instead. */
public enum UnreachableReason {
    UNKNOWN_HOST("its name does not resolve"),
    REFUSED("the connection was refused, or no way leads there"),
    NO_CONNECTION("no connection came about in time"),
    NOT_SECURE("no secure connection came about"),
    NO_ANSWER("no answer came in time, or the connection broke"),
    NOT_HIAPI("what answers there is not HiAPI"),
    NO_KEY("the API key could not be read");

    private final String sentence;

    UnreachableReason(String sentence) {
        this.sentence = sentence;
    }

    /** In plain words, without a full stop. */
    public String sentence() {
        return sentence;
    }

    /** A word to search and count by. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What this failure of the JDK's HTTP client means. It wraps an unknown name and a refused connection into the same
     * exception (seen 2026, JDK 25), so its causes are looked at as well.
     *
     * @param connected whether there was a connection when it failed
     */
    public static UnreachableReason of(Throwable why, boolean connected) {
        if (isCausedBy(why, SSLException.class)) {
            return NOT_SECURE;
        }
        if (isCausedBy(why, UnresolvedAddressException.class) || isCausedBy(why, UnknownHostException.class)) {
            return UNKNOWN_HOST;
        }
        if (connected) {
            return NO_ANSWER;
        }
        return isCausedBy(why, HttpConnectTimeoutException.class)
                        || isCausedBy(why, TimeoutException.class)
                        || isCausedBy(why, SocketTimeoutException.class)
                ? NO_CONNECTION
                : REFUSED;
    }

    /** One line for the log: where, why, and what to do. */
    public String at(URI base, Throwable why) {
        return String.format(
                Locale.ROOT,
                "HiAPI cannot be reached at %s: %s (%s). Check HIAPI_BASE_URL%s and the network.",
                address(base),
                sentence,
                why.getClass().getSimpleName(),
                "http".equalsIgnoreCase(base.getScheme()) ? ", which says http," : "");
    }

    /** Host and port, and nothing else of what the setting may hold. */
    public static String address(URI base) {
        return base.getHost() + ":" + port(base);
    }

    /** The one that is named, or else the scheme's. */
    public static int port(URI base) {
        var usual = "http".equalsIgnoreCase(base.getScheme()) ? 80 : 443;
        return base.getPort() < 0 ? usual : base.getPort();
    }

    private static boolean isCausedBy(Throwable why, Class<? extends Throwable> kind) {
        return Stream.iterate(why, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .anyMatch(kind::isInstance);
    }
}
