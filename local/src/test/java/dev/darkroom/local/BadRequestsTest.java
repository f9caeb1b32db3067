package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.darkroom.house.House;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of bad requests, over HTTP: what a visitor is told of each. The catalogue's own table (BadOptionsTest) has each
 * model's limits; this one has all that comes before and after the catalogue.
 */
class BadRequestsTest {

    private static final String TABLE = "local/src/test/resources/dev/darkroom/local/bad-requests.txt";
    private static final Pattern REPEATED = Pattern.compile("«(.+?)\\*(\\d+)»");

    private static TestSystem world;

    @BeforeAll
    static void start() {
        world = TestSystem.start();
    }

    /** Nothing of it was counted or sent. */
    @AfterAll
    static void stop() throws Exception {
        assertEquals(10, world.get("/api/quota").json().path("remaining").asInt());
        world.settle();
        assertEquals(List.of(), world.provider().jobs());
        world.close();
    }

    record Row(int status, String code, String field, String body) {
        static Row of(String line) {
            var cells = line.split(" *\\| ?", 4);
            return new Row(Integer.parseInt(cells[0]), cells[1], cells[2].strip(), shown(cells[3]));
        }

        private static String shown(String cell) {
            return REPEATED.matcher(cell)
                    .replaceAll(
                            match -> Matcher.quoteReplacement(match.group(1).repeat(Integer.parseInt(match.group(2)))));
        }

        @Override
        public String toString() {
            return status + " " + field + " " + body.substring(0, Math.min(body.length(), 100));
        }
    }

    static List<Row> rows() {
        return House.text(TABLE)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(Row::of)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isRefusedByName(Row row) {
        var reply = world.post("/api/images", row.body());
        assertEquals(row.status(), reply.status(), reply::toString);
        assertEquals("application/problem+json", reply.header("Content-Type"));
        assertEquals(row.code(), reply.code());
        assertEquals(row.field(), reply.json().at("/errors/0/field").asText(""));
        assertFalse(reply.json().path("detail").asText().isBlank());
    }
}
