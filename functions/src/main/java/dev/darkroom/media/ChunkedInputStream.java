package dev.darkroom.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.regex.Pattern;

/** A body in chunks (RFC 9112, section 7.1). One that ends before its last chunk is an error, never a short file. */
final class ChunkedInputStream extends InputStream {

    private static final Pattern SIZE = Pattern.compile("([0-9a-fA-F]{1,15})[ \t]*(;.*)?");
    private static final int LONGEST_LINE = 4096;

    private final InputStream in;
    private long left;
    private boolean begun;
    private boolean ended;

    ChunkedInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int size) throws IOException {
        Objects.checkFromIndexSize(offset, size, buffer.length);
        if (size == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            startChunk();
        }
        if (ended) {
            return -1;
        }
        var n = in.read(buffer, offset, (int) Math.min(size, left));
        if (n < 0) {
            throw new EOFException("a chunk was cut off");
        }
        left -= n;
        return n;
    }

    private void startChunk() throws IOException {
        if (begun && !ResponseHead.readLine(in, 0).isEmpty()) {
            throw new IOException("a chunk without an end");
        }
        begun = true;
        var size = SIZE.matcher(ResponseHead.readLine(in, LONGEST_LINE));
        if (!size.matches()) {
            throw new IOException("a chunk without a size");
        }
        left = Long.parseLong(size.group(1), 16);
        // Trailers may follow the last chunk. Nothing in them matters here, and the connection is not used again.
        ended = left == 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
