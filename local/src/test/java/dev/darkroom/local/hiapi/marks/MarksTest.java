package dev.darkroom.local.hiapi.marks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarksTest {

    @Test
    void takesMarksOutOfAPrompt() {
        var marks = Marks.in("a kettle [[429x3]] on [[fail=NO_IDEA]]slate[[time=60]]");
        assertEquals("a kettle on slate", marks.words());
        assertEquals(
                List.of(
                        RequestedMark.repeat(CreateMark.TOO_MANY, 3),
                        RequestedMark.with(JobMark.FAIL, "NO_IDEA"),
                        RequestedMark.with(JobMark.TIME, 60)),
                marks.list());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[what]]",
                "[[429x0]]",
                "[[stuck=1]]",
                "[[time]]",
                "[[time=x]]",
                "[[]]",
                "[429]",
                "[[429x3",
                "$1"
            })
    void whatIsNoMarkStaysText(String text) {
        assertEquals(new Marks(List.of(), "a " + text + " b"), Marks.in("a " + text + " b"));
    }

    @Test
    void everyMarkIsReadAsItIsWritten() {
        for (var mark : Mark.all()) {
            var marking =
                    switch (mark.ways().takes()) {
                        case NOTHING -> RequestedMark.plain(mark);
                        case TIMES -> RequestedMark.repeat(mark, 7);
                        case NUMBER -> RequestedMark.with(mark, 20);
                        case TEXT -> RequestedMark.with(mark, "some text");
                    };
            assertEquals(List.of(marking), Marks.in("a" + marking + "b").list());
        }
    }

    @Test
    void noTwoMarksHaveTheSameWord() {
        var words = new HashSet<String>();
        Mark.all().forEach(mark -> assertTrue(words.add(mark.ways().word()), mark::usage));
    }

    @Test
    void aMarkThatNobodyCouldWriteCannotBeMade() {
        assertThrows(IllegalArgumentException.class, () -> RequestedMark.with(JobMark.STUCK, "x"));
        assertThrows(IllegalArgumentException.class, () -> RequestedMark.plain(JobMark.TIME));
        assertThrows(IllegalArgumentException.class, () -> RequestedMark.repeat(CreateMark.TOO_MANY, 0));
        assertThrows(IllegalArgumentException.class, () -> RequestedMark.with(JobMark.FAIL, "]]"));
    }

    @Test
    void theDocsListEveryMark() throws IOException {
        var page = Files.readString(Path.of("../docs/simulated-hiapi.md"));
        for (var mark : Mark.all()) {
            var row = "| `" + mark.usage().replace(", ", "`, `") + "` | "
                    + mark.ways().effect() + " |";
            assertTrue(page.contains(row), () -> "docs/simulated-hiapi.md lacks the row\n" + row);
        }
        assertEquals(
                Mark.all().size(),
                page.lines().filter(line -> line.startsWith("| `[[")).count());
    }
}
