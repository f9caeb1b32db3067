package dev.darkroom.media;

import java.util.Collection;
import java.util.Objects;

/** Our own store of files. Every object is written whole or not at all, and may be written again without harm. */
public interface Media {

    /**
     * Streams a file into the store with bounded memory, to be cached by anyone for good. The caller closes the body.
     *
     * @return what the store has then, by its own word: asked after it took the file
     * @throws StoreUnavailable when the store fails, or has something else than what it was sent
     * @throws CopyFailure when the body does; no object is left behind then
     */
    Stored store(String key, MediaType type, Body body);

    /**
     * Deletes what is there; a key with nothing under it is no error.
     *
     * @throws StoreUnavailable when the store fails
     */
    void delete(Collection<String> keys);

    /**
     * One object in the store.
     *
     * @param bytes its length, as the store tells it
     * @param contentType as it is served
     */
    record Stored(String key, long bytes, String contentType) {
        public Stored {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(contentType, "contentType");
        }
    }
}
