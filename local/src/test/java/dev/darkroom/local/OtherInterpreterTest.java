package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way through the definition, on LocalStack's interpreter and on ours: both must go it alike. */
@EnabledIfSystemProperty(
        named = OtherInterpreterTest.WHERE,
        matches = "http://.+",
        disabledReason = "no -Dstates.interpreter=http://..., which .ci/outside/localstack/judge gives")
class OtherInterpreterTest {

    static final String WHERE = "states.interpreter";

    private static Ways ours;
    private static Ways theirs;

    @BeforeAll
    static void open() {
        ours = new Ways(new Directed());
        theirs = new Ways(new Elsewhere(URI.create(System.getProperty(WHERE))));
    }

    @AfterAll
    static void close() {
        ours.close();
        theirs.close();
    }

    static Stream<Paths.Path> paths() {
        return Paths.all();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void goesTheSameWay(Paths.Path path) {
        var expected = ours.follow(path.prompt(), path.fates());
        var seen = theirs.follow(path.prompt(), path.fates());
        if (path.quirk() == null) {
            assertEquals(expected, seen);
        } else {
            assertNotEquals(expected, seen, "LocalStack has mended " + path.quirk());
        }
    }
}
