package dev.darkroom.aws;

import dev.darkroom.media.Body;
import dev.darkroom.media.StoreUnavailable;
import java.io.InputStream;
import java.util.Objects;

/**
 * A body that can be read from its start again while little of it has been read. A kept connection often turns out to be
 * closed only when the first bytes are written to it: then the SDK sends the file again, and nothing is fetched anew.
 */
final class Replay {

    private static final int MOST = 1024 * 1024;

    private final Body body;
    private final byte[] kept;
    private int filled;

    /** @param length of the body: up to a mebibyte of it is kept */
    Replay(Body body, long length) {
        this.body = body;
        this.kept = new byte[(int) Math.min(MOST, length)];
    }

    /**
     * The body from its start. Closing it leaves the body open, which is its caller's.
     *
     * @throws StoreUnavailable when more of it has been read than is kept: only fetching it again would help
     */
    InputStream open() {
        if (body.count() > filled) {
            throw new StoreUnavailable("The store did not take the file.");
        }
        return new InputStream() {
            private int at;

            @Override
            public int read() {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int size) {
                Objects.checkFromIndexSize(offset, size, buffer.length);
                if (at < filled) {
                    var again = Math.min(size, filled - at);
                    System.arraycopy(kept, at, buffer, offset, again);
                    at += again;
                    return again;
                }
                var read = body.read(buffer, offset, size);
                if (read > 0 && body.count() <= kept.length) {
                    System.arraycopy(buffer, offset, kept, filled, read);
                    filled += read;
                    at = filled;
                }
                return read;
            }
        };
    }
}
