package dev.darkroom.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.fuzz.Inputs;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {

    @Test
    void tellsEveryTypeByItsFirstBytes() {
        assertEquals(Optional.of(MediaType.PNG), MediaType.of(SampleFiles.drawn("png", 3, 2)));
        assertEquals(Optional.of(MediaType.JPEG), MediaType.of(SampleFiles.drawn("jpg", 3, 2)));
        assertEquals(Optional.of(MediaType.GIF), MediaType.of(SampleFiles.drawn("gif", 3, 2)));
        assertEquals(Optional.of(MediaType.WEBP), MediaType.of(SampleFiles.webpLossy(3, 2)));
        assertEquals(Optional.of(MediaType.WEBP), MediaType.of(SampleFiles.webpExtended(3, 2)));
        assertEquals(Optional.of(MediaType.AVIF), MediaType.of(SampleFiles.avif(3, 2)));
        assertEquals(Optional.of(MediaType.MP4), MediaType.of(SampleFiles.mp4(3, 2)));
        assertEquals(Optional.of(MediaType.WEBM), of("\u001aE\u00df\u00a3\u009fB\u0086\u0081\u0001B\u0082\u0084webm"));
        assertEquals(Optional.of(MediaType.MP3), of("ID3\u0004\0\0\0\0\0\0"));
        assertEquals(Optional.of(MediaType.MP3), of("\u00ff\u00fb\u0090\u0064"));
        assertEquals(Optional.of(MediaType.WAV), of("RIFF\u0024\0\0\0WAVEfmt "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0089PNG",
                "<!doctype html><title>Sign in</title>",
                "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                "{\"error\":{\"code\":\"expired\"}}",
                "not found",
                "%PDF-1.7",
                "PK\u0003\u0004",
                "MZ\u0090\0",
                "RIFF\u0024\0\0\0AVI LIST",
                "\0\0\0\u0018ftypqt  \0\0\0\0qt  ",
                "\0\0\0\u0018ftypheic\0\0\0\0mif1heic",
                "\0\0\0\u0018ftypM4A \0\0\0\0isomM4A ",
                "\u001aE\u00df\u00a3\u009fB\u0082\u0088matroska",
                "\u00ff\u00fe<\0h\0t\0m\0l\0",
                "\u00ff\u00ff\u00ff\u00ff",
                "\u001f\u008b\u0008\0",
            })
    void knowsNothingElse(String start) {
        assertEquals(Optional.empty(), of(start));
    }

    @Test
    void saysWhatItIsServedAs() {
        assertEquals("image/jpeg", MediaType.JPEG.contentType());
        assertEquals("jpg", MediaType.JPEG.extension());
    }

    @Test
    void readsAnyBytes() {
        Inputs.forAll(1000, inputs -> MediaType.of(inputs.bytes(255)));
    }

    private static Optional<MediaType> of(String start) {
        return MediaType.of(start.getBytes(ISO_8859_1));
    }
}
