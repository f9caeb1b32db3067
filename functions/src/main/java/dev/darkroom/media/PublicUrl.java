package dev.darkroom.media;

import java.net.InetAddress;
import java.net.URI;
import java.util.Set;

/**
 * An address that somebody else may be asked to fetch from: https, spelled plainly, and on the public Internet as far as
 * its words tell. A name is not resolved here: whoever fetches resolves it again, perhaps to something else.
 */
public final class PublicUrl {

    /** Names of networks that are not the Internet: RFC 6761, RFC 6762, RFC 8375, and ICANN's "internal" of 2024. */
    private static final Set<String> PRIVATE = Set.of(
            "localhost", "local", "internal", "arpa", "test", "invalid", "onion", "lan", "home", "corp", "intranet");

    private PublicUrl() {}

    /** Whether it is one. */
    public static boolean is(URI url) {
        try {
            var origin = Origin.of(url);
            return origin.isSecure()
                    && origin.literal().map(PublicAddress::is).orElseGet(() -> isPublicName(origin.host()));
        } catch (SourceForbidden e) {
            return false;
        }
    }

    private static boolean isPublicName(String host) {
        var dot = host.lastIndexOf('.');
        return dot > 0 && !PRIVATE.contains(host.substring(dot + 1));
    }

    /** Whether it is on this very machine. */
    public static boolean isLoopback(URI url) {
        try {
            return url.getHost() != null
                    && (url.getHost().equals("localhost")
                            || InetAddress.ofLiteral(url.getHost().replaceAll("[\\[\\]]", ""))
                                    .isLoopbackAddress());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
