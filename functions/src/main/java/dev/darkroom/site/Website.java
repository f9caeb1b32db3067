package dev.darkroom.site;

import java.util.Map;

/** Where the page's files are served from: a bucket of their own, and the copies that the edge keeps of it. */
public interface Website {

    /** Knows a website by its bucket and its distribution; an empty distribution is a bucket without an edge. */
    @FunctionalInterface
    interface Finder {
        Website of(String bucket, String distribution);
    }

    /**
     * Every file that is there, by its name, with the MD5 of its bytes in hexadecimal digits; one whose MD5 the store
     * does not know has something else there. Empty as well where there is no bucket.
     */
    Map<String, String> listDigests();

    /** Puts a file there, in place of the one that bears its name. */
    void put(SiteFile file, String cacheControl);

    /** Takes a file away; a name that is not there is fine. */
    void delete(String name);

    /**
     * Has the edge forget all its copies, within minutes.
     *
     * @param reference says which request this is: with the same one again nothing more is done
     */
    void invalidateCache(String reference);
}
