package dev.darkroom.media;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A store for tests of what uses one. It can be told to fail. */
public final class MemoryMedia implements Media {

    private final Map<String, MediaContract.Served> objects = new ConcurrentHashMap<>();
    private final AtomicBoolean failing = new AtomicBoolean();

    /** From now on it fails, or no longer does. */
    public void fail(boolean fails) {
        failing.set(fails);
    }

    /** The object as it would be served. */
    public Optional<MediaContract.Served> served(String key) {
        return Optional.ofNullable(objects.get(key));
    }

    @Override
    public Stored store(String key, MediaType type, Body body) {
        work();
        var bytes = readAll(body);
        objects.put(key, new MediaContract.Served(bytes, type.contentType(), "public, max-age=31536000, immutable"));
        return new Stored(key, bytes.length, type.contentType());
    }

    @Override
    public void delete(Collection<String> keys) {
        work();
        objects.keySet().removeAll(keys);
    }

    private static byte[] readAll(Body body) {
        try {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError("a body throws a CopyFailure", e);
        }
    }

    private void work() {
        if (failing.get()) {
            throw new StoreUnavailable("The store was told to fail.");
        }
    }
}
