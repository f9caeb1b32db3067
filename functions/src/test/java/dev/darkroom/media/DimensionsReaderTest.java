package dev.darkroom.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.fuzz.Inputs;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DimensionsReaderTest {

    private static final Map<MediaType, List<byte[]>> SAMPLES = Map.of(
            MediaType.PNG, List.of(SampleFiles.drawn("png", 1376, 768)),
            MediaType.JPEG, List.of(SampleFiles.drawn("jpg", 1376, 768), SampleFiles.jpegWithSegments(3000)),
            MediaType.GIF, List.of(SampleFiles.drawn("gif", 1376, 768)),
            MediaType.WEBP,
                    List.of(
                            SampleFiles.webpLossy(1376, 768),
                            SampleFiles.webpLossless(1376, 768),
                            SampleFiles.webpExtended(1376, 768)),
            MediaType.AVIF, List.of(SampleFiles.avif(1376, 768)),
            MediaType.MP4, List.of(SampleFiles.mp4(1376, 768), SampleFiles.mp4WithIndexAtEnd()));

    @Test
    void readsTheTrueSizeOfEveryType() {
        SAMPLES.forEach((type, files) ->
                assertEquals(dimensions(1376, 768), DimensionsReader.read(type, files.getFirst()), type.name()));
        assertEquals(dimensions(1376, 768), DimensionsReader.read(MediaType.WEBP, SampleFiles.webpLossless(1376, 768)));
        assertEquals(
                dimensions(16_384, 16_384),
                DimensionsReader.read(MediaType.WEBP, SampleFiles.webpLossless(16_384, 16_384)));
        assertEquals(dimensions(70_000, 1), DimensionsReader.read(MediaType.WEBP, SampleFiles.webpExtended(70_000, 1)));
    }

    @Test
    void findsTheSizeOfAJpegBehindManySegments() {
        var jpeg = SampleFiles.jpegWithSegments(200_000);
        assertEquals(
                Optional.empty(), DimensionsReader.read(MediaType.JPEG, Arrays.copyOf(jpeg, DimensionsReader.HEAD)));
        assertEquals(
                dimensions(321, 123),
                DimensionsReader.read(MediaType.JPEG, Arrays.copyOf(jpeg, DimensionsReader.LARGE_HEAD)));
    }

    @Test
    void readsAVideoThatLiesOnItsSide() {
        var track = SampleFiles.track(1920, 1080);
        System.arraycopy(SampleFiles.ints(0, 0x10000, 0, 0xffff0000, 0), 0, track, 40, 20);
        var file = SampleFiles.box("moov", SampleFiles.box("trak", SampleFiles.box("tkhd", track)));
        assertEquals(dimensions(1080, 1920), DimensionsReader.read(MediaType.MP4, file));
    }

    @Test
    void doesNotKnowWhatTheHeadDoesNotTell() {
        assertEquals(Optional.empty(), DimensionsReader.read(MediaType.MP4, SampleFiles.mp4WithIndexAtEnd()));
        assertEquals(Optional.empty(), DimensionsReader.read(MediaType.WAV, new byte[100]));
        assertEquals(Optional.empty(), DimensionsReader.read(MediaType.PNG, SampleFiles.drawn("gif", 4, 4)));
        var endless = SampleFiles.bytes("", SampleFiles.ints(0, 0x6d6f6f76), new byte[64]);
        assertEquals(Optional.empty(), DimensionsReader.read(MediaType.MP4, endless));
    }

    @Test
    void readsAnyBytes() {
        Inputs.forAll(1000, inputs -> DimensionsReader.read(inputs.oneOf(MediaType.values()), inputs.bytes(255)));
    }

    @Test
    void readsAnyTruncation() {
        Inputs.forAll(1000, inputs -> {
            var type = inputs.oneOf(List.copyOf(SAMPLES.keySet()));
            var file = inputs.oneOf(SAMPLES.get(type));
            DimensionsReader.read(type, Arrays.copyOf(file, Math.min(inputs.between(0, 4000), file.length)));
        });
    }

    @Test
    void readsAnyMutation() {
        Inputs.forAll(1000, inputs -> {
            var type = inputs.oneOf(List.copyOf(SAMPLES.keySet()));
            var file = inputs.oneOf(SAMPLES.get(type)).clone();
            var values = inputs.bytes(255);
            var at = Math.min(inputs.between(0, 400), file.length);
            System.arraycopy(values, 0, file, at, Math.min(values.length, file.length - at));
            DimensionsReader.read(type, file);
        });
    }

    private static Optional<Dimensions> dimensions(int width, int height) {
        return Optional.of(new Dimensions(width, height));
    }
}
