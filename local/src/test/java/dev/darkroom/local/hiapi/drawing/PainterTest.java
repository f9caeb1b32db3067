package dev.darkroom.local.hiapi.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PainterTest {

    @ParameterizedTest
    @CsvSource({"2, 2", "64, 64", "64, 512", "512, 64", "765, 1360", "1360, 765"})
    void paintsEveryShape(int width, int height) {
        for (var words : new String[] {"", " ", "a", "\ud83c\udf75 tea", "word ".repeat(900), "x".repeat(3000)}) {
            var picture = Painter.paint(width, height, words, "Nano-Banana-2", 0);
            assertEquals(width + "x" + height, picture.getWidth() + "x" + picture.getHeight());
        }
    }

    @Test
    void aPictureIsManyColoured() {
        var picture = Painter.paint(256, 256, "a kettle", "Nano-Banana-2", 0);
        var colours = new HashSet<Integer>();
        for (var i = 0; i < 256 * 256; i++) {
            colours.add(picture.getRGB(i % 256, i / 256));
        }
        assertTrue(colours.size() > 300, () -> "only " + colours.size() + " colours");
    }

    @Test
    void aWordChoosesThePalette() {
        assertEquals(Palette.FOREST, Palette.of("an oak Forest", 0));
        assertEquals(Palette.LAVENDER, Palette.of("two cats", 0));
        assertEquals(Palette.values()[3], Palette.of("a catalogue", 13));
    }
}
