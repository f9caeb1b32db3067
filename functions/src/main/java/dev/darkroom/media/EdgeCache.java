package dev.darkroom.media;

import java.util.Collection;

/** The copies of our files that an edge keeps in front of the store. */
@FunctionalInterface
public interface EdgeCache {

    /** There is no edge in front of the store, or none that keeps copies. */
    EdgeCache NONE = keys -> {};

    /**
     * Has the edge forget these files, within minutes. To ask twice is to ask once; no keys is no request. Browsers keep
     * what they have.
     *
     * @throws StoreUnavailable when the edge did not take the request; it may be sent again
     */
    void invalidate(Collection<String> keys);
}
