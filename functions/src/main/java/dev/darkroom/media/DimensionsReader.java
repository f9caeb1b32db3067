package dev.darkroom.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Reads the true size of a picture or a video from the head of its file. */
public final class DimensionsReader {

    /** Nearly every file shows its size in so many first bytes. */
    public static final int HEAD = 64 * 1024;

    /** A JPEG may carry a preview and colour profiles before it tells its size. */
    public static final int LARGE_HEAD = 256 * 1024;

    private DimensionsReader() {}

    /**
     * Empty where the head does not tell: sound, WebM, an MP4 whose index is at its end, and whatever is damaged. It
     * throws nothing, whatever the bytes are.
     */
    public static Optional<Dimensions> read(MediaType type, byte[] head) {
        var bytes = ByteBuffer.wrap(head).asReadOnlyBuffer();
        try {
            return switch (type) {
                case PNG -> png(bytes);
                case JPEG -> jpeg(bytes);
                case WEBP -> webp(bytes.order(ByteOrder.LITTLE_ENDIAN));
                case GIF -> gif(bytes.order(ByteOrder.LITTLE_ENDIAN));
                case AVIF -> Mp4Boxes.largestPicture(bytes);
                case MP4 -> Mp4Boxes.largestTrack(bytes);
                case WEBM, MP3, WAV -> Optional.empty();
            };
        } catch (IndexOutOfBoundsException e) {
            // Every reader trusts the lengths that the file states; a file that lies or is cut off ends here.
            return Optional.empty();
        }
    }

    /** The header chunk comes first (PNG specification, third edition, 11.2.1). */
    private static Optional<Dimensions> png(ByteBuffer bytes) {
        return bytes.getInt(12) == 0x49484452
                ? Dimensions.ofPositive(bytes.getInt(16), bytes.getInt(20))
                : Optional.empty();
    }

    /** The logical screen (GIF89a specification, section 18). */
    private static Optional<Dimensions> gif(ByteBuffer bytes) {
        return Dimensions.ofPositive(bytes.getShort(6) & 0xffff, bytes.getShort(8) & 0xffff);
    }

    /** Segments up to the first start of frame (ITU-T T.81, annex B). */
    private static Optional<Dimensions> jpeg(ByteBuffer bytes) {
        var at = 2;
        while (true) {
            if ((bytes.get(at) & 0xff) != 0xff) {
                return Optional.empty();
            }
            var marker = bytes.get(at + 1) & 0xff;
            if (marker == 0xff) {
                at += 1;
            } else if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
                at += 2;
            } else if (marker == 0xda || marker == 0xd9) {
                return Optional.empty();
            } else if (isStartOfFrame(marker)) {
                return Dimensions.ofPositive(bytes.getShort(at + 7) & 0xffff, bytes.getShort(at + 5) & 0xffff);
            } else {
                at += 2 + Math.max(2, bytes.getShort(at + 2) & 0xffff);
            }
        }
    }

    private static boolean isStartOfFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /** The three kinds of first chunk (RFC 9649, sections 2.5 to 2.7 and 3.4; RFC 6386, section 9.1). */
    private static Optional<Dimensions> webp(ByteBuffer bytes) {
        return switch (bytes.get(15)) {
            case 'X' -> Dimensions.ofPositive(1 + (bytes.getInt(24) & 0xffffff), 1 + (bytes.getInt(26) >>> 8));
            case 'L' -> {
                var sizes = bytes.getInt(21);
                yield bytes.get(20) == 0x2f
                        ? Dimensions.ofPositive(1 + (sizes & 0x3fff), 1 + (sizes >>> 14 & 0x3fff))
                        : Optional.empty();
            }
            case ' ' ->
                (bytes.getInt(22) >>> 8) == 0x2a019d
                        ? Dimensions.ofPositive(bytes.getShort(26) & 0x3fff, bytes.getShort(28) & 0x3fff)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }
}
