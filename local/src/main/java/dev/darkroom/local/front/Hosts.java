package dev.darkroom.local.front;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The names that the front answers to: this machine's own, and those that it was told. A page of another name that has
 * made its name point here (DNS rebinding) would read all that is here as its own (docs/decisions/044).
 *
 * @param told such as the name of a tunnel, in lower case
 */
public record Hosts(Set<String> told) {

    public Hosts {
        told = Set.copyOf(told);
    }

    /** @param host as in the header {@code Host}, without a port: a tunnel or a container may have another */
    boolean know(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return told.contains(name.replaceFirst("\\.$", ""))
                || isLocalhost(name)
                || address(name).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /**
     * Of the names that are this machine's own by RFC 6761 (6.3) the one that stands in its table of hosts: for
     * {@code a.localhost} and {@code localhost.}, Debian's C library asks a name server, which may be anybody's.
     */
    static boolean isLocalhost(String name) {
        return name.equals("localhost");
    }

    /** The address that stands in place of a name, IPv6 in brackets; no name is looked up. */
    static Optional<InetAddress> address(String name) {
        try {
            return Optional.of(InetAddress.ofLiteral(name.replaceAll("^\\[|]$", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
