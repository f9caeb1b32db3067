package dev.darkroom.media;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The boxes of the ISO base media file format (ISO/IEC 14496-12), as far as sizes need them. */
final class Mp4Boxes {

    private static final int META = 0x6d657461;
    private static final int IPRP = 0x69707270;
    private static final int IPCO = 0x6970636f;
    private static final int ISPE = 0x69737065;
    private static final int MOOV = 0x6d6f6f76;
    private static final int TRAK = 0x7472616b;
    private static final int TKHD = 0x746b6864;

    private Mp4Boxes() {}

    /** AVIF: of the picture, its tiles, its thumbnail and its transparency the picture is the largest. */
    static Optional<Dimensions> largestPicture(ByteBuffer file) {
        var found = within(List.of(file), META).stream()
                // Unlike a plain box, "meta" has a version and flags before what it holds.
                .map(meta -> from(meta, 4))
                .toList();
        var properties = within(within(within(found, IPRP), IPCO), ISPE);
        return largest(properties, ispe -> Dimensions.ofPositive(ispe.getInt(4), ispe.getInt(8)));
    }

    /** MP4: the tracks of sound and text have no size, or a small one. */
    static Optional<Dimensions> largestTrack(ByteBuffer file) {
        return largest(within(within(within(List.of(file), MOOV), TRAK), TKHD), Mp4Boxes::track);
    }

    /** The header's last fields: a matrix, then width and height as 16.16 fixed point (8.3.2). */
    private static Optional<Dimensions> track(ByteBuffer header) {
        var matrix = header.get(0) == 1 ? 52 : 40;
        var width = header.getInt(matrix + 36) >>> 16;
        var height = header.getInt(matrix + 40) >>> 16;
        var lying = header.getInt(matrix) == 0 && header.getInt(matrix + 4) != 0;
        return lying ? Dimensions.ofPositive(height, width) : Dimensions.ofPositive(width, height);
    }

    private static Optional<Dimensions> largest(
            List<ByteBuffer> boxes, Function<ByteBuffer, Optional<Dimensions>> reader) {
        return boxes.stream()
                .flatMap(box -> readWhole(box, reader).stream())
                .max((one, two) -> Long.compare(area(one), area(two)));
    }

    /** The head of the file may end within a box; the ones before it still count. */
    private static Optional<Dimensions> readWhole(ByteBuffer box, Function<ByteBuffer, Optional<Dimensions>> reader) {
        try {
            return reader.apply(box);
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static long area(Dimensions dimensions) {
        return (long) dimensions.width() * dimensions.height();
    }

    /** What the boxes of one type hold, in all of {@code parents}; cut where the head of the file ends. */
    private static List<ByteBuffer> within(List<ByteBuffer> parents, int type) {
        var found = new ArrayList<ByteBuffer>();
        for (var parent : parents) {
            var at = 0L;
            while (at + 8 <= parent.limit()) {
                var size = parent.getInt((int) at) & 0xffffffffL;
                var header = 8;
                if (size == 1 && at + 16 <= parent.limit()) {
                    size = parent.getLong((int) at + 8);
                    header = 16;
                } else if (size == 0) {
                    size = parent.limit() - at;
                }
                if (size < header) {
                    break;
                }
                var end = size > parent.limit() - at ? parent.limit() : at + size;
                if (parent.getInt((int) at + 4) == type) {
                    found.add(from(parent.slice(0, (int) end), (int) at + header));
                }
                at = end;
            }
        }
        return found;
    }

    private static ByteBuffer from(ByteBuffer box, int offset) {
        var start = Math.min(offset, box.limit());
        return box.slice(start, box.limit() - start);
    }
}
