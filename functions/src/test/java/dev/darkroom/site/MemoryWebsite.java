package dev.darkroom.site;

import dev.darkroom.media.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** {@link Website} in memory. It notes what is done, and can be told what to do before each action. */
final class MemoryWebsite implements Website {

    final Map<String, SiteFile> files = new TreeMap<>();
    final Map<String, String> headers = new TreeMap<>();

    /** Such as {@code put index.html}, in order. */
    final List<String> done = new ArrayList<>();

    /** Is told of each action before it is done, and may throw. */
    Consumer<String> before = action -> {};

    static void refuse(String action) {
        throw new StoreUnavailable("The store answered with status 503, request " + action + ".");
    }

    @Override
    public Map<String, String> listDigests() {
        var digests = new TreeMap<String, String>();
        files.forEach((name, file) -> digests.put(name, file.digest()));
        return digests;
    }

    @Override
    public void put(SiteFile file, String cacheControl) {
        note("put " + file.name());
        files.put(file.name(), file);
        headers.put(file.name(), cacheControl);
    }

    @Override
    public void delete(String name) {
        note("delete " + name);
        files.remove(name);
    }

    @Override
    public void invalidateCache(String reference) {
        note("forget " + reference);
    }

    private void note(String action) {
        before.accept(action);
        done.add(action);
    }
}
