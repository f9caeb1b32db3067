package dev.darkroom.media;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where visitors put pictures for a model to work from. What is put is readable by nobody but us; a copy of what was
 * checked is then laid where the provider can read it.
 */
public interface Uploads {

    /**
     * Lets whoever has the answer put one file under the key: of exactly this type and length, for so long.
     *
     * @param bytes its length; another one is refused by the store
     * @throws StoreUnavailable when the store fails
     */
    Slot presign(String key, MediaType type, long bytes, Duration validity);

    /**
     * What was put under a key, if anything was.
     *
     * @throws StoreUnavailable when the store fails
     */
    Optional<Put> find(String key);

    /**
     * Copies what was found to a key of its own, there to be served as {@code type}. To do it again is no harm.
     *
     * @return false when what is there now is not what was found: nothing is copied then
     * @throws StoreUnavailable when the store fails
     */
    boolean publish(Put found, String key, MediaType type);

    /**
     * A request that may be sent to the store.
     *
     * @param headers those that must be sent with it, besides the length, which every client sends by itself
     */
    record Slot(URI url, String method, Map<String, String> headers, Instant expiresAt) {
        public Slot {
            Objects.requireNonNull(url, "url");
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(expiresAt, "expiresAt");
            headers = Map.copyOf(headers);
        }
    }

    /**
     * A file as it was found.
     *
     * @param bytes its length
     * @param type what its first bytes say; empty for what we know no type of
     * @param version the store's mark of these very bytes
     */
    record Put(String key, long bytes, Optional<MediaType> type, String version) {
        public Put {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(version, "version");
        }
    }
}
