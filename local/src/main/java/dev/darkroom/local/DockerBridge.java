package dev.darkroom.local;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.BitSet;
import java.util.stream.Stream;

/**
 * This machine's place on Docker's default network. Linux answers for its address on every interface, so that a
 * neighbour on the same network can reach it too: who may come in is told by the peer's own address, which nobody else can
 * have and get an answer.
 *
 * @param prefix how many bits of the address are the network's
 */
record DockerBridge(InetAddress address, int prefix) {

    private static final String NAME = "docker0";

    /** @throws CannotStart where there is none */
    static DockerBridge find() {
        try {
            var bridge = NetworkInterface.getByName(NAME);
            return (bridge == null ? Stream.<InterfaceAddress>of() : bridge.getInterfaceAddresses().stream())
                    .filter(place -> place.getAddress() instanceof Inet4Address)
                    .map(place -> new DockerBridge(place.getAddress(), place.getNetworkPrefixLength()))
                    .findFirst()
                    .orElseThrow(
                            () -> CannotStart.because(
                                    "--sam needs Docker's network bridge, and there is none called docker0: start Docker first."));
        } catch (SocketException e) {
            throw CannotStart.because("The network of this machine cannot be read.", e);
        }
    }

    /** Whether this one is on it, or is this machine: Docker masquerades what that sends to itself by the bridge's address. */
    boolean has(InetAddress peer) throws SocketException {
        return NetworkInterface.getByInetAddress(peer) != null || isOnNetwork(peer);
    }

    private boolean isOnNetwork(InetAddress peer) {
        return peer.getClass() == address.getClass() && network(peer).equals(network(address));
    }

    private BitSet network(InetAddress of) {
        var bytes = of.getAddress();
        var bits = new BitSet();
        for (var bit = 0; bit < Math.min(prefix, 8 * bytes.length); bit++) {
            bits.set(bit, (bytes[bit / 8] & 0x80 >> bit % 8) != 0);
        }
        return bits;
    }
}
