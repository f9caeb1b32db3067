package dev.darkroom.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamCliTest {

    @TempDir
    Path folder;

    private Path install(String script) throws IOException {
        var sam = folder.resolve("sam");
        Files.writeString(sam, "#!/bin/sh\n" + script + "\n");
        assertTrue(sam.toFile().setExecutable(true));
        return sam;
    }

    private SamCli installed(String script) throws IOException {
        return new SamCli(install(script).toString(), folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.152.0", "1.170.0", "2.0.0"})
    void takesWhatIsNewEnough(String version) throws IOException {
        installed("echo 'SAM CLI, version " + version + "'").check();
    }

    @Test
    void whatIsMissingOrTooOldIsToldWithWhereToGetIt() throws IOException {
        var missing = assertThrows(
                DeployFailed.class, () -> new SamCli(folder.resolve("none").toString(), folder).check());
        assertTrue(missing.getMessage().startsWith("The SAM CLI is not here: install it from https://docs.aws"));
        var old = installed("echo 'SAM CLI, version 1.151.0'");
        assertTrue(
                assertThrows(DeployFailed.class, old::check).getMessage().contains("is 1.151.0, and 1.152.0 or newer"));
        var broken = installed("echo no such module; exit 1");
        assertTrue(assertThrows(DeployFailed.class, broken::check).getMessage().contains("\"no such module\""));
    }

    @Test
    void samIsToldTheStackTheRegionAndTheSettings() throws IOException {
        var sam = installed("""
                printf '%s\\n' "$@" "$AWS_REGION" "$AWS_DEFAULT_REGION" "$PWD" >told
                for last; do :; done
                cp "${last#file://}" settings
                exit 3""");
        var settings = new TreeMap<>(Map.of("DailyLimit", "7"));
        assertEquals(3, sam.deploy("mine", "eu-west-1", settings, true), "sam's own exit code");
        var told = Files.readAllLines(folder.resolve("told"));
        for (var option : List.of("--config-env mine", "--s3-prefix mine", "--stack-name mine", "--region eu-west-1")) {
            assertTrue(String.join(" ", told).contains(option), told.toString());
        }
        assertTrue(told.contains("--confirm-changeset"));
        assertEquals(
                List.of("eu-west-1", "eu-west-1", folder.toRealPath().toString()),
                told.subList(told.size() - 3, told.size()));
        assertEquals("7", read(Files.readString(folder.resolve("settings"))).get("DailyLimit"));
        var file = Path.of(told.get(told.size() - 4).substring("file://".length()));
        assertFalse(Files.exists(file), "the file with the settings is gone");
        sam.deploy("mine", "eu-west-1", settings, false);
        assertTrue(Files.readAllLines(folder.resolve("told")).contains("--no-confirm-changeset"));
    }

    /**
     * Held against SAM's own reading once, on 20,000 such values with 1.170.0: CfnParameterOverridesType().convert(...)
     * gave each as it was. Here its rule is written down.
     */
    @Test
    void everyValueArrivesAsItWasTyped() throws IOException {
        var values = new TreeMap<String, String>();
        var random = new Random(14);
        var letters = "\\\"' =a,{}$%ß\n\t#:&*!";
        for (var i = 0; i < 5_000; i++) {
            var value = new StringBuilder();
            for (var length = random.nextInt(9); length > 0; length--) {
                value.append(letters.charAt(random.nextInt(letters.length())));
            }
            values.put("P" + i, value.toString());
        }
        assertEquals(values, read(SamCli.written(values)));
    }

    private static TreeMap<String, String> read(String json) throws IOException {
        var read = new TreeMap<String, String>();
        new ObjectMapper()
                .readTree(json)
                .properties()
                .forEach(entry -> read.put(
                        entry.getKey(), unquote(unquote(entry.getValue().asText()))));
        return read;
    }

    /** samcli/cli/types.py, _unquote_wrapped_quotes, 1.170.0. */
    private static String unquote(String value) {
        var first = value.isEmpty() ? ' ' : value.charAt(0);
        var bare = (first == '"' || first == '\'') && value.charAt(value.length() - 1) == first
                ? value.length() == 1 ? "" : value.substring(1, value.length() - 1)
                : value;
        return bare.replace("\\ ", " ").replace("\\\"", "\"").replace("\\'", "'");
    }
}
