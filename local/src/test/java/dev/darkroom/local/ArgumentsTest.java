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
        var wanted = new Arguments(HOME, Path.of("/tmp/x y"), 0, true);

        assertEquals(wanted, Arguments.parse(List.of("--port", "0", "--data", "/tmp/x y", "--fresh"), HOME));
        assertEquals(wanted, Arguments.parse(List.of("--fresh", "--data=/tmp/x y", "--port=0"), HOME));
    }

    @ParameterizedTest
    @CsvSource({
        "--port, --port needs a value",
        "--port x, not x",
        "--port 65536, not 65536",
        "--port=-1, not -1",
        "--data --fresh, --data needs a value",
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
