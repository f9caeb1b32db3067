package dev.darkroom.aws;

import dev.darkroom.media.StoreUnavailable;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body that can be read from its start again while little of it has been read. A kept connection often turns out to be
 * closed only when the first bytes are written to it: then the SDK sends the file again, and nothing is fetched anew.
 */
final class RewindableBody {

    /** So many bytes at least may have been read. */
    private static final int MOST = 1024 * 1024;

    private final InputStream kept;

    RewindableBody(InputStream body) {
        kept = new BufferedInputStream(body);
        kept.mark(MOST);
    }

    /**
     * The body from its start. Closing it leaves the body open, which is its caller's.
     *
     * @throws StoreUnavailable when too much of it has been read: only fetching it again would help
     */
    InputStream rewind() {
        try {
            kept.reset();
        } catch (IOException e) {
            throw new StoreUnavailable("The store did not take the file.");
        }
        return new FilterInputStream(kept) {
            @Override
            public void close() {
                // The SDK closes what it has tried with.
            }
        };
    }
}
