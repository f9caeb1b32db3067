package dev.darkroom.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What a file truly is, told by its first bytes: neither its name nor what a server calls it counts. */
public enum MediaType {
    PNG("image/png", "png"),
    JPEG("image/jpeg", "jpg"),
    WEBP("image/webp", "webp"),
    GIF("image/gif", "gif"),
    AVIF("image/avif", "avif"),
    MP4("video/mp4", "mp4"),
    WEBM("video/webm", "webm"),
    MP3("audio/mpeg", "mp3"),
    WAV("audio/wav", "wav");

    /** So many bytes are enough to tell. */
    public static final int ENOUGH = 256;

    // The brands of ISO/IEC 14496-12 and 14496-14 that browsers play as MP4. Apple's "qt  " and "M4A " are not among
    // them: they name QuickTime and audio files.
    private static final Set<String> MP4_BRANDS = Set.of(
            "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42", "avc1", "hvc1",
            "dash", "M4V ", "MSNV");

    private final String contentType;
    private final String extension;

    MediaType(String contentType, String extension) {
        this.contentType = contentType;
        this.extension = extension;
    }

    /** Such as {@code image/png}. */
    public String contentType() {
        return contentType;
    }

    /** Such as {@code png}, without a dot. */
    public String extension() {
        return extension;
    }

    /** The type of a file that begins with {@code head}; empty for whatever is not in the list, such as HTML or XML. */
    public static Optional<MediaType> of(byte[] head) {
        var start = new String(head, 0, Math.min(head.length, ENOUGH), ISO_8859_1);
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        }
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
            return Optional.of(GIF);
        }
        if (start.startsWith("RIFF") && start.startsWith("WEBPVP8", 8)) {
            return Optional.of(WEBP);
        }
        if (start.startsWith("RIFF") && start.startsWith("WAVE", 8)) {
            return Optional.of(WAV);
        }
        if (start.startsWith("ftyp", 4)) {
            return ofBrands(start);
        }
        // EBML's magic number, and WebM's name in the element DocType (0x4282, here of 4 bytes): RFC 8794, section 11.
        if (start.startsWith("\u001aE\u00df\u00a3") && start.contains("B\u0082\u0084webm")) {
            return Optional.of(WEBM);
        }
        return start.startsWith("ID3") || isMp3Frame(start) ? Optional.of(MP3) : Optional.empty();
    }

    private static Optional<MediaType> ofBrands(String start) {
        var end = Math.min(start.length(), start.charAt(2) << 8 | start.charAt(3));
        var brands = new HashSet<String>();
        for (var at = 16; at + 4 <= end; at += 4) {
            brands.add(start.substring(at, at + 4));
        }
        var major = end < 12 ? "" : start.substring(8, 12);
        if (major.equals("avif") || major.equals("avis") || (major.equals("mif1") && brands.contains("avif"))) {
            return Optional.of(AVIF);
        }
        return MP4_BRANDS.contains(major) ? Optional.of(MP4) : Optional.empty();
    }

    /** An MPEG audio frame of layer III whose version, bit rate and sampling rate exist (ISO/IEC 11172-3, 2.4.1.3). */
    private static boolean isMp3Frame(String start) {
        if (start.length() < 4 || start.charAt(0) != 0xff) {
            return false;
        }
        int second = start.charAt(1);
        int third = start.charAt(2);
        var layerThree = (second & 0xe6) == 0xe2 && (second & 0x18) != 0x08;
        var bitRate = third >> 4;
        return layerThree && bitRate != 0 && bitRate != 15 && (third & 0x0c) != 0x0c;
    }
}
