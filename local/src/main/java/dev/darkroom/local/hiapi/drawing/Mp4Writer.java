package dev.darkroom.local.hiapi.drawing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A film that stands still: one picture, shown for some seconds, as an MP4 that browsers play. The boxes are those of
 * ISO/IEC 14496-12, and the video inside is what {@link StillVideo} makes.
 */
final class Mp4Writer {

    private static final int RATE = 12;
    private static final byte[] MATRIX = ints(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

    private Mp4Writer() {}

    static byte[] of(BufferedImage picture, int seconds) {
        var video = new StillVideo(picture);
        var samples = new ArrayList<byte[]>();
        samples.add(sized(video.picture()));
        for (var i = 1; i < seconds * RATE; i++) {
            samples.add(sized(video.again(i)));
        }
        var type = box("ftyp", text("isom"), ints(0x200), text("isomiso2avc1mp41"));
        var data = box("mdat", join(samples));
        // The index comes first, so that a player may begin before all has arrived; its length does not depend on it.
        var length = type.length + index(video, samples, 0).length;
        return join(List.of(type, index(video, samples, length + 8), data));
    }

    private static byte[] sized(byte[] unit) {
        return join(List.of(ints(unit.length), unit));
    }

    private static byte[] index(StillVideo video, List<byte[]> samples, int offset) {
        var duration = samples.size();
        var header = box(
                "mvhd", ints(0, 0, 0, RATE, duration, 0x10000, 0x01000000, 0, 0), MATRIX, ints(0, 0, 0, 0, 0, 0, 2));
        var track = box(
                "tkhd",
                ints(3, 0, 0, 1, 0, duration, 0, 0, 0, 0),
                MATRIX,
                ints(video.width() << 16, video.height() << 16));
        var language = 0x55C40000; // "und"
        var media = box(
                "mdia",
                box("mdhd", ints(0, 0, 0, RATE, duration, language)),
                box("hdlr", ints(0, 0), text("vide"), ints(0, 0, 0), text("video\0")),
                box(
                        "minf",
                        box("vmhd", ints(1, 0, 0)),
                        box("dinf", box("dref", ints(0, 1), box("url ", ints(1)))),
                        table(video, samples, offset)));
        return box("moov", header, box("trak", track, media));
    }

    private static byte[] table(StillVideo video, List<byte[]> samples, int offset) {
        var sizes = samples.stream().mapToInt(sample -> sample.length).toArray();
        return box(
                "stbl",
                box("stsd", ints(0, 1), description(video)),
                box("stts", ints(0, 1, samples.size(), 1)),
                box("stss", ints(0, 1, 1)),
                box("stsc", ints(0, 1, 1, samples.size(), 1)),
                box("stsz", ints(0, 0, sizes.length), ints(sizes)),
                box("stco", ints(0, 1, offset)));
    }

    private static byte[] description(StillVideo video) {
        var parameters = video.parameters();
        var sequence = parameters.getFirst();
        var picture = parameters.getLast();
        var configuration = box(
                "avcC",
                new byte[] {1, sequence[1], sequence[2], sequence[3], (byte) 0xFF, (byte) 0xE1},
                shorts(sequence.length),
                sequence,
                new byte[] {1},
                shorts(picture.length),
                picture);
        return box(
                "avc1",
                ints(0, 1, 0, 0, 0, 0),
                shorts(video.width(), video.height()),
                ints(0x480000, 0x480000, 0),
                shorts(1),
                new byte[32],
                shorts(24, -1),
                configuration);
    }

    private static byte[] box(String name, byte[]... parts) {
        var content = join(List.of(parts));
        return join(List.of(ints(content.length + 8), text(name), content));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] ints(int... values) {
        var bytes = ByteBuffer.allocate(values.length * 4);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }

    private static byte[] shorts(int... values) {
        var bytes = ByteBuffer.allocate(values.length * 2);
        for (var value : values) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }

    private static byte[] join(List<byte[]> parts) {
        var all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
