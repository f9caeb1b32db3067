package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./run} as a person and a program meet it: a process of its own, with what it says on which stream. */
class RunTest {

    private static final String PROMPT = "a very secret prompt";
    private static final String READY = "Darkroom is ready on ";

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();
    private Process process;
    private URI url;
    private BufferedReader terminal;

    /** @return whoever asks there, once the ready line is there */
    private Caller start(Map<String, String> settings, String... arguments) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Ddarkroom.home=" + TestSystem.home()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Darkroom.class.getName()));
        command.addAll(List.of("--data", folder.resolve("data").toString(), "--port", "0"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("HIAPI_") || name.startsWith("DAILY_"));
        builder.environment().putAll(settings);
        process = builder.start();
        terminal = process.errorReader();
        var ready = process.inputReader().readLine();
        assertTrue(ready != null && ready.startsWith(READY), ready);
        url = URI.create(ready.substring(READY.length()));
        return new Caller(url);
    }

    /** The next line of the terminal that holds {@code part}; waits for as long as the process lives. */
    private String line(String part) throws IOException {
        for (var line = terminal.readLine(); line != null; line = terminal.readLine()) {
            said.add(line);
            if (line.contains(part)) {
                return line;
            }
        }
        throw new AssertionError("it never said \"" + part + "\": " + said);
    }

    private static String create(Caller visitor) {
        var reply = visitor.post("/api/images", String.format(Locale.ROOT, "{\"prompt\":\"%s [[time=1]]\"}", PROMPT));
        assertEquals(202, reply.status(), reply.toString());
        return reply.json().path("taskId").asText();
    }

    /** The rest of both streams, once it has been stopped as by Ctrl-C. */
    private List<String> stop() throws IOException {
        // The process's own destroy would close the streams before they are read.
        process.toHandle().destroy();
        terminal.lines().forEach(said::add);
        return process.inputReader().lines().toList();
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("data/log/darkroom.0.jsonl"));
    }

    @Test
    void whoPlaysReadsWhoDrawsAndWhatBecameOfEachPicture() throws IOException {
        var visitor = start(Map.of());
        line("The simulated HiAPI draws the pictures");
        assertTrue(said.getLast().contains("HIAPI_API_KEY=your-key ./run"), said.getLast());
        assertTrue(line("--log json").contains("log"), said.getLast());
        var taskId = create(visitor);
        var made = line("made ");
        assertTrue(made.contains(taskId.substring(0, 8) + " Nano-Banana-2 in "), made);
        assertTrue(made.contains("free ($0.085 at HiAPI): " + url + "/generations/" + taskId + "."), made);
        var picture = URI.create(made.substring(made.indexOf("http")));
        assertEquals(200, visitor.get(picture.getPath()).status());

        assertEquals(List.of(), stop(), "the ready line is all of the standard output");
        assertEquals(3, said.size(), said::toString);
        assertTrue(log().lines().anyMatch(line -> line.contains("\"event\":\"task\"") && line.contains(taskId)));
        assertFalse(log().contains(PROMPT) || said.toString().contains(PROMPT));
    }

    @Test
    void whoAsksForTheLogGetsItsLinesAndNoOthers() throws IOException {
        var visitor = start(Map.of(), "--log", "json");
        var taskId = create(visitor);
        var receipt = line("\"event\":\"task\"");
        assertEquals(taskId, new ObjectMapper().readTree(receipt).path("taskId").asText());
        assertEquals(List.of(), stop());
        for (var line : said) {
            assertTrue(new ObjectMapper().readTree(line).isObject(), line);
        }
        assertTrue(log().contains(receipt), "the file has them all the same");
    }

    @Test
    void aProviderThatIsNotThereIsNamedWithoutATask() throws IOException {
        start(Map.of("HIAPI_API_KEY", "sk-not-to-be-told", "HIAPI_BASE_URL", "https://hiapi.invalid/secret/v1"));
        assertTrue(line("This costs money").contains("HiAPI at hiapi.invalid:443 makes the pictures"));
        assertTrue(said.getLast().contains("at most $25 a day"), said.getLast());
        line("HiAPI cannot be reached at hiapi.invalid:443: its name does not resolve");
        assertEquals(List.of(), stop());
        for (var text : List.of(said.toString(), log())) {
            assertFalse(text.contains("sk-not-to-be-told") || text.contains("secret"), text);
        }
    }
}
