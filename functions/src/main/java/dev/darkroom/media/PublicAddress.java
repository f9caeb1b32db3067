package dev.darkroom.media;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses belong to the public Internet, by IANA's registries of special-purpose addresses for IPv4 and IPv6
 * (RFC 6890 and its successors, as of 2026). For IPv4 whatever is not special is public; for IPv6 only the block that
 * is handed out for global unicast is, which leaves out loopback, link-local, site-local, unique local, multicast, the
 * IPv4-compatible addresses and both NAT64 prefixes without naming them.
 */
final class PublicAddress {

    private static final List<Block> SPECIAL_V4 = Stream.of(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // carrier-grade NAT
                    "127.0.0.0/8", // loopback
                    "168.63.129.16/32", // Azure's platform, reachable from its machines only
                    "169.254.0.0/16", // link-local, with the metadata services
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // 6to4 relays, deprecated
                    "192.168.0.0/16", // private
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4") // reserved, with broadcast
            .map(Block::of)
            .toList();

    private static final Block GLOBAL_V6 = Block.of("2000::/3");

    private static final List<Block> SPECIAL_V6 = Stream.of(
                    "2001::/23", // protocol assignments, with Teredo, benchmarks and ORCHID
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4, which carries any IPv4 address
                    "3fff::/20") // documentation
            .map(Block::of)
            .toList();

    private PublicAddress() {}

    /** Whether it is public. The JDK shows an IPv4-mapped IPv6 address as the IPv4 address that it truly is. */
    static boolean is(InetAddress address) {
        return address instanceof Inet4Address
                ? SPECIAL_V4.stream().noneMatch(block -> block.holds(address))
                : GLOBAL_V6.holds(address) && SPECIAL_V6.stream().noneMatch(block -> block.holds(address));
    }

    private record Block(byte[] prefix, int bits) {

        static Block of(String text) {
            var slash = text.indexOf('/');
            var prefix = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
            return new Block(prefix, Integer.parseInt(text.substring(slash + 1)));
        }

        boolean holds(InetAddress candidate) {
            var address = candidate.getAddress();
            for (var bit = 0; bit < bits; bit++) {
                var mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
