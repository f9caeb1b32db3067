package dev.darkroom.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The bytes of one file on their way into the store, read once. It can be looked into without losing anything, it
 * counts, and it keeps two promises to whoever reads it: a file that was announced with a length is never shorter, and
 * no file is larger than allowed. A broken promise is a {@link CopyFailure} thrown by the read itself, so that it
 * passes unharmed through whatever library does the reading.
 */
public final class Body extends InputStream {

    private final InputStream in;
    private final OptionalLong length;
    private final long maxBytes;
    private byte[] head = new byte[0];
    private long taken;
    private long given;

    /**
     * @param length the length that was announced, in bytes; the stream is not read beyond it
     * @param maxBytes the largest file that is allowed
     * @throws OutputTooLarge when the announced length is larger
     */
    public Body(InputStream in, OptionalLong length, long maxBytes) {
        this.in = Objects.requireNonNull(in, "in");
        this.length = length;
        this.maxBytes = maxBytes;
        if (length.isPresent() && length.getAsLong() > maxBytes) {
            throw new OutputTooLarge(maxBytes);
        }
    }

    /** The length that was announced, in bytes. */
    public OptionalLong length() {
        return length;
    }

    /** How many bytes have been read from it. */
    public long count() {
        return given;
    }

    /** Its first bytes, without reading them: {@code size} of them, or all if there are fewer. Only before any read. */
    public byte[] peek(int size) {
        if (given > 0) {
            throw new IllegalStateException("the head has been read");
        }
        if (head.length < size) {
            var more = Arrays.copyOf(head, size);
            var filled = head.length;
            for (int n; filled < size && (n = take(more, filled, size - filled)) >= 0; ) {
                filled += n;
            }
            head = Arrays.copyOf(more, filled);
        }
        return Arrays.copyOf(head, Math.min(size, head.length));
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int size) {
        Objects.checkFromIndexSize(offset, size, buffer.length);
        var n = size;
        if (given < head.length) {
            n = Math.min(size, head.length - (int) given);
            System.arraycopy(head, (int) given, buffer, offset, n);
        } else if (size > 0) {
            n = take(buffer, offset, size);
        }
        given += Math.max(n, 0);
        return n;
    }

    /** As many bytes as there are, up to {@code size}. */
    @Override
    public int readNBytes(byte[] buffer, int offset, int size) {
        var filled = 0;
        for (int n; filled < size && (n = read(buffer, offset + filled, size - filled)) >= 0; ) {
            filled += n;
        }
        return filled;
    }

    private int take(byte[] buffer, int offset, int size) {
        var left = length.isPresent() ? length.getAsLong() - taken : Long.MAX_VALUE;
        if (left == 0) {
            return -1;
        }
        var n = takeAny(buffer, offset, (int) Math.min(size, left));
        if (n < 0 && length.isPresent()) {
            throw new SourceUnavailable("The file ended after " + taken + " of " + length.getAsLong() + " bytes.");
        }
        taken += Math.max(n, 0);
        if (taken > maxBytes) {
            throw new OutputTooLarge(maxBytes);
        }
        return n;
    }

    private int takeAny(byte[] buffer, int offset, int size) {
        try {
            return in.read(buffer, offset, size);
        } catch (IOException e) {
            throw new SourceUnavailable("The file broke off after " + taken + " bytes ("
                    + e.getClass().getSimpleName() + ").");
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // Whatever was to be read has been read, and checked.
        }
    }
}
