package dev.darkroom.visitor;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** The network that an address belongs to: IPv4 by the address, IPv6 by its /64, since one household has a whole /64. */
final class NetworkAddress {

    private NetworkAddress() {}

    static String of(String address) {
        try {
            // ofLiteral reads digits only: it never asks a name server.
            var parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet4Address
                    ? parsed.getHostAddress()
                    : HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8)) + "/64";
        } catch (IllegalArgumentException e) {
            // All whose address cannot be read share one allowance.
            return "unknown";
        }
    }
}
