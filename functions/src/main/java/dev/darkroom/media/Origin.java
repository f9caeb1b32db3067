package dev.darkroom.media;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The server that a URL truly names. A host has one spelling here: a DNS name in ASCII, an IPv4 address as four plain
 * decimal numbers, or an IPv6 address in brackets. Every other spelling (octal, hexadecimal, short, percent-encoded,
 * with a trailing dot or a zone) is refused rather than guessed, since two readers may guess differently.
 *
 * @param host in lower case, IPv6 without its brackets
 * @param port never -1
 */
record Origin(String scheme, String host, int port) {

    private static final Pattern LABELS =
            Pattern.compile("([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern DECIMAL = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");
    private static final int LONGEST_NAME = 253;

    /** @throws SourceForbidden when it is no plain http or https URL of one server */
    static Origin of(URI url) {
        var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new SourceForbidden("The URL is not https.");
        }
        if (url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawAuthority().contains("@")) {
            throw new SourceForbidden("The URL does not name a server, and nothing else, before its path.");
        }
        // Half a surrogate pair is no character, and toASCIIString ends in a NullPointerException at it (JDK 25).
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(url.toString())) {
            throw new SourceForbidden("The URL has half a character in it.");
        }
        var port = url.getPort() < 0 ? standardPort(scheme) : url.getPort();
        if (port < 1 || port > 65535) {
            throw new SourceForbidden("The URL has a port that does not exist.");
        }
        return new Origin(scheme, plain(url.getHost().toLowerCase(Locale.ROOT)), port);
    }

    /** The address, where the host is one and needs no resolving. */
    Optional<InetAddress> literal() {
        return host.indexOf(':') >= 0 || DECIMAL.matcher(host).matches()
                ? Optional.of(InetAddress.ofLiteral(host))
                : Optional.empty();
    }

    /** What the Host header says. */
    String authority() {
        var name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == standardPort(scheme) ? name : name + ":" + port;
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    private static int standardPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static String plain(String host) {
        if (IPV6.matcher(host).matches()) {
            return host.substring(1, host.length() - 1);
        }
        if (host.length() > LONGEST_NAME
                || !(LABELS.matcher(host).matches() || DECIMAL.matcher(host).matches())) {
            throw new SourceForbidden("The URL's host is not spelled plainly.");
        }
        return host;
    }
}
