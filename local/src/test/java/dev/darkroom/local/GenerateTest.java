package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way through the definition, on our interpreter and with the real functions. */
class GenerateTest {

    private static Ways ways;

    @BeforeAll
    static void open() {
        ways = new Ways(new Directed());
    }

    @AfterAll
    static void close() {
        ways.close();
    }

    static Stream<Paths.Path> paths() {
        return Paths.all();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void leadsThroughTheseStates(Paths.Path path) {
        var way = ways.follow(path.prompt(), path.fates());
        var states = String.join(" ", way.states());
        assertEquals(path.states(), way.error() == null ? states : states + " " + way.error());
    }
}
