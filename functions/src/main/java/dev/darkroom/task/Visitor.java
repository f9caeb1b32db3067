package dev.darkroom.task;

import java.util.Objects;

/**
 * Who asks. Both parts are keyed hashes: what is stored tells nobody's address.
 *
 * @param id the visitor: from a login, or from our signed cookie
 * @param address the network that the request came from (IPv6 by /64)
 */
public record Visitor(String id, String address) {

    public Visitor {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(address, "address");
    }
}
