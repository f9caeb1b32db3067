package dev.darkroom.local.hiapi.drawing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The bytes of the latest drawings; older ones are drawn again. */
public final class DrawingCache {

    private static final int KEPT = 12;

    private final Map<Drawing, CompletableFuture<byte[]>> latest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Drawing, CompletableFuture<byte[]>> eldest) {
            return size() > KEPT;
        }
    };

    /** Draws what is not there yet; who asks for the same at the same time waits for it. */
    public byte[] bytes(Drawing drawing) {
        var mine = new CompletableFuture<byte[]>();
        CompletableFuture<byte[]> known;
        synchronized (latest) {
            known = latest.putIfAbsent(drawing, mine);
        }
        if (known != null) {
            return known.join();
        }
        try {
            mine.complete(drawing.draw());
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            synchronized (latest) {
                latest.remove(drawing, mine);
            }
        }
        return mine.join();
    }
}
