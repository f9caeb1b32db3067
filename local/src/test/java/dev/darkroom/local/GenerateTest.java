package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way through the definition, on our interpreter and with the real functions. */
class GenerateTest {

    /** Who writes the receipt, and what the machine says that it has cost. */
    private static final Pattern COUNT = Pattern.compile("(?:Persist|GiveUp) .*transitions=(\\d+).*");

    /** As AWS bills: a step that is executed, a retry like the first (Step Functions pricing, 2026). */
    private static final Set<String> BILLED = Set.of("TaskScheduled", "WaitStateEntered", "ChoiceStateEntered");

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
        var count = COUNT.matcher(way.calls().getLast());
        if (count.matches() && way.error() == null) {
            var billed = way.events().stream().filter(BILLED::contains).count();
            assertEquals(billed, Long.parseLong(count.group(1)), way.calls().getLast());
        }
    }
}
