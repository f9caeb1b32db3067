package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    private static final Path HOME = Path.of("/somewhere");

    @Test
    void thereAreDefaults() {
        assertEquals(new Arguments(HOME, HOME.resolve(".local"), 8080, false), Arguments.parse(List.of(), HOME));
    }

    @Test
    void allMayBeGivenInEitherSpelling() {
        var wanted = new Arguments(HOME, Path.of("/tmp/x y"), 0, true, true, true);

        assertEquals(
                wanted,
                Arguments.parse(
                        List.of("--port", "0", "--data", "/tmp/x y", "--fresh", "--log", "json", "--sam"), HOME));
        assertEquals(
                wanted,
                Arguments.parse(List.of("--sam", "--log=json", "--fresh", "--data=/tmp/x y", "--port=0"), HOME));
        assertEquals(Arguments.in(HOME), Arguments.parse(List.of("--log", "words"), HOME));
    }

    @Test
    void helpNamesEachOfThem() {
        for (var name : List.of("--port", "--data", "--fresh", "--log json", "--log words", "--sam", "--help")) {
            assertTrue(Arguments.HELP.contains(name), name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--port, --port needs a value",
        "--port x, not x",
        "--port 65536, not 65536",
        "--port=-1, not -1",
        "--data --fresh, --data needs a value",
        "--log, --log needs a value",
        "--log xml, '--log takes json or words, not xml'",
        "--what, Unknown argument: --what",
        "8080, Unknown argument: 8080",
    })
    void whatCannotBeReadIsSaidInOneSentence(String line, String part) {
        var arguments = Arrays.asList(line.split(" "));

        var refusal = assertThrows(CannotStart.class, () -> Arguments.parse(arguments, HOME));

        assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
        assertEquals(2, refusal.exitCode());
    }
}
