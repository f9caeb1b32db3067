package dev.darkroom.local.hiapi;

import java.util.Optional;

/**
 * A request to the API that has passed the gate.
 *
 * @param account a hash of its key
 * @param contentType null when the header is absent
 * @param key its idempotency key; null when the header is absent
 */
record HiapiRequest(String account, String contentType, String key, byte[] body) {

    /** What a repetition of it has in common with it. */
    String subject(String bodyHash) {
        return account + " " + Optional.ofNullable(key).orElse(bodyHash);
    }
}
