package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.catalog.FieldError;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateTaskBodyTest {

    @Test
    void anExplicitNullIsTheSameAsAbsent() {
        var options = CreateTaskBody.read("{\"prompt\":\" a kettle \",\"model\":null,\"references\":null}");
        assertEquals("a kettle", options.prompt());
        assertNull(options.model());
        assertEquals(CreateTaskBody.read("{\"prompt\":\"a kettle\"}"), options);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "nonsense",
                "{\"prompt\":\"a\",\"prompt\":\"b\"}",
                "{\"prompt\":\"a\"} {}",
                "{\"prompt\":'a'}",
                "{\"prompt\":\"\\ud800\\u\"}"
            })
    void whatIsNotJsonIsMalformed(String body) {
        assertEquals("malformed_json", refused(body).code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|",
                "\"prompt\"|",
                "17|",
                "null|",
                "{}|prompt",
                "{\"prompt\":null}|prompt",
                "{\"prompt\":17}|prompt",
                "{\"prompt\":[\"a\"]}|prompt",
                "{\"prompt\":\"a\",\"model\":1}|model",
                "{\"prompt\":\"a\",\"aspectRatio\":{}}|aspectRatio",
                "{\"prompt\":\"a\",\"resolution\":true}|resolution",
                "{\"prompt\":\"a\",\"durationSeconds\":\"5\"}|durationSeconds",
                "{\"prompt\":\"a\",\"durationSeconds\":5.5}|durationSeconds",
                "{\"prompt\":\"a\",\"durationSeconds\":4.000001}|durationSeconds",
                "{\"prompt\":\"a\",\"durationSeconds\":99999999999}|durationSeconds",
                "{\"prompt\":\"a\",\"durationSeconds\":-1e400}|durationSeconds",
                "{\"prompt\":\"a\",\"references\":\"x\"}|references",
                "{\"prompt\":\"a\",\"references\":[1]}|references",
                "{\"prompt\":\"a\",\"references\":{\"a\":\"b\"}}|references",
                "{\"prompt\":\"a\",\"callback\":\"x\"}|callback",
                "{\"prompt\":\"a\",\"Prompt\":\"x\"}|Prompt"
            })
    void whatIsWrongIsNamed(String body, String field) {
        var problem = refused(body);
        assertEquals(422, problem.status());
        assertEquals("invalid_request", problem.code());
        assertEquals(field == null ? "" : field, problem.errors().getFirst().field());
    }

    @Test
    void tenFaultsAreToldAtMostAndNoneAtLength() {
        var fields = IntStream.range(0, 30_000)
                .mapToObj(at -> String.format(Locale.ROOT, "\"%s%d\":1", at == 0 ? "x".repeat(9_000) : "x", at))
                .collect(Collectors.joining(",", "{", "}"));
        var problem = refused(fields);
        assertEquals(10, problem.errors().size());
        assertTrue(problem.errors().getFirst().field().length() < 110);
        assertTrue(problem.getMessage().length() < 10_100);
    }

    @Test
    void allFaultsAreToldAtOnce() {
        var fields = refused("{\"model\":1,\"seed\":2,\"references\":3}").errors().stream()
                .map(FieldError::field)
                .toList();
        assertEquals(List.of("seed", "model", "references", "prompt"), fields);
    }

    @Test
    void theFingerprintIsOfTheRequestAndNotOfItsSpelling() {
        var one = CreateTaskBody.fingerprint(CreateTaskBody.read("{\"prompt\":\"a\",\"model\":\"m\"}"));
        var same = CreateTaskBody.fingerprint(
                CreateTaskBody.read("{ \"model\":\"m\", \"prompt\":\" a\",\"resolution\":null}"));
        assertEquals(one, same);
        assertNotEquals(
                one, CreateTaskBody.fingerprint(CreateTaskBody.read("{\"prompt\":\"a\",\"resolution\":\"m\"}")));
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "4.0, 4", "40e-1, 4", "4e0, 4", "-7, -7", "999999999, 999999999"})
    void aWholeNumberIsOneHoweverItIsWritten(String written, int seconds) {
        var options = CreateTaskBody.read("{\"prompt\":\"a\",\"durationSeconds\":" + written + "}");
        assertEquals(seconds, options.durationSeconds());
    }

    private static Problem refused(String body) {
        return assertThrows(Problem.class, () -> CreateTaskBody.read(body));
    }
}
