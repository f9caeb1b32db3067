package dev.darkroom.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Files for tests: real ones where the JDK draws them, and the heads of others, written by their specifications. */
public final class SampleFiles {

    private SampleFiles() {}

    /** A real picture. */
    public static byte[] drawn(String format, int width, int height) {
        try (var out = new ByteArrayOutputStream()) {
            if (!ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out)) {
                throw new IllegalArgumentException("the JDK does not draw " + format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The head of a real PNG, and then whatever makes it {@code size} bytes long; never held in memory. */
    public static InputStream endlessPng(long size) {
        var head = drawn("png", 640, 480);
        return new InputStream() {
            private long at;

            @Override
            public int read() {
                return at == size ? -1 : valueAt(at++) & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                if (at == size) {
                    return -1;
                }
                var n = (int) Math.min(length, size - at);
                if (at >= head.length) {
                    Arrays.fill(buffer, offset, offset + n, (byte) 7);
                } else {
                    n = (int) Math.min(n, head.length - at);
                    System.arraycopy(head, (int) at, buffer, offset, n);
                }
                at += n;
                return n;
            }

            private byte valueAt(long position) {
                return position < head.length ? head[(int) position] : 7;
            }
        };
    }

    /** A JPEG that carries {@code size} bytes of other segments before its size. */
    public static byte[] jpegWithSegments(int size) {
        var jpeg = drawn("jpg", 321, 123);
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        for (var left = size; left > 0; left -= 65_535) {
            var length = Math.max(2, Math.min(left, 65_535));
            out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe2, (byte) (length >> 8), (byte) length});
            out.writeBytes(new byte[length - 2]);
        }
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    public static byte[] webpLossy(int width, int height) {
        return bytes(
                "RIFF\u0064\0\0\0WEBPVP8 \u0050\0\0\0\u00b0\u0001\0\u009d\u0001\u002a", little(width), little(height));
    }

    public static byte[] webpLossless(int width, int height) {
        var sizes = (width - 1) | (height - 1) << 14;
        return bytes("RIFF\u0064\0\0\0WEBPVP8L\u0050\0\0\0\u002f", little(sizes), little(sizes >>> 16));
    }

    public static byte[] webpExtended(int width, int height) {
        return bytes(
                "RIFF\u0064\0\0\0WEBPVP8X\n\0\0\0\u0010\0\0\0",
                Arrays.copyOf(little24(width - 1), 3),
                Arrays.copyOf(little24(height - 1), 3));
    }

    /** A picture with a thumbnail's size before its own. */
    public static byte[] avif(int width, int height) {
        var small = box("ispe", ints(0, 160, 90));
        var own = box("ispe", ints(0, width, height));
        var meta = box("meta", ints(0), box("hdlr", new byte[20]), box("iprp", box("ipco", small, own)));
        return bytes("", box("ftyp", "avif\0\0\0\0mif1avifmiaf".getBytes(ISO_8859_1)), meta);
    }

    /** A video with a track of sound before the one of pictures, its index in front. */
    public static byte[] mp4(int width, int height) {
        var sound = box("trak", box("tkhd", track(0, 0)));
        var pictures = box("trak", box("tkhd", track(width, height)), box("mdia", new byte[40]));
        var moov = box("moov", box("mvhd", new byte[100]), sound, pictures);
        return bytes(
                "",
                box("ftyp", "isom\0\0\u0002\0isomiso2avc1mp41".getBytes(ISO_8859_1)),
                moov,
                box("mdat", new byte[64]));
    }

    /** A video whose index comes after its data. */
    public static byte[] mp4WithIndexAtEnd() {
        return bytes(
                "",
                box("ftyp", "mp42\0\0\0\0mp42isom".getBytes(ISO_8859_1)),
                box("mdat", new byte[100_000]),
                box("moov"));
    }

    public static byte[] track(int width, int height) {
        var header = ByteBuffer.allocate(84);
        header.putInt(40, 0x10000).putInt(56, 0x10000).putInt(72, 0x40000000);
        return header.putInt(76, width << 16).putInt(80, height << 16).array();
    }

    public static byte[] box(String type, byte[]... contents) {
        var content = bytes("", contents);
        return bytes("", ints(8 + content.length), type.getBytes(ISO_8859_1), content);
    }

    public static byte[] ints(int... values) {
        var buffer = ByteBuffer.allocate(4 * values.length);
        Arrays.stream(values).forEach(buffer::putInt);
        return buffer.array();
    }

    public static byte[] bytes(String start, byte[]... more) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(start.getBytes(ISO_8859_1));
        Arrays.stream(more).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static byte[] little(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8)};
    }

    private static byte[] little24(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
    }
}
