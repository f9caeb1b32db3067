package dev.darkroom.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doors hand on to the classes behind them. What ./deploy does then is held by the tests of stack/. */
class DoorsTest {

    @TempDir
    Path folder;

    private BareMachine machine;

    @BeforeEach
    void make() throws IOException {
        machine = new BareMachine(folder);
        var jdk = machine.installJdk("25");
        Files.writeString(jdk.resolve("bin/java"), """
                #!/bin/sh
                printf '%s\\n' "$@" >>"$NOTES"
                exit 7
                """);
        machine.set("JAVA_HOME", jdk.toString()).installMaven();
    }

    @Test
    void whatIsSaidToDeployArrivesAsItWasTyped() throws Exception {
        var typed = List.of("--yes", "ModelPrices={\"a b\": \"1=1\"}", "A=\\\\ \\\" $HOME `x` *", "B=", "Grüße");
        var said = machine.run("deploy", typed.toArray(String[]::new));
        assertEquals(7, said.exit(), "what the class ends with");
        assertEquals("", said.out(), "nothing of the build is on standard output");
        var notes = machine.notes();
        var main = notes.indexOf("dev.darkroom.stack.Deploy");
        assertEquals(typed, notes.subList(main + 1, notes.size()));
        assertTrue(notes.contains("-Duser.language=en"), "its numbers are read by AWS");
        assertTrue(notes.contains("-Ddarkroom.home=" + machine.tree), "wherever it is called from");
    }

    @Test
    void deployIsBuiltOnceAndAnewWhenItHasChanged() throws Exception {
        machine.run("deploy", "--help");
        machine.run("deploy", "--help");
        assertEquals(1, builds());
        assertTrue(machine.notes().stream().anyMatch(note -> note.contains("-pl stack package")), "and nothing else");
        var source = Files.createFile(machine.tree.resolve("stack/src/main/New.java"));
        Files.setLastModifiedTime(source, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        machine.run("deploy", "--help");
        assertEquals(2, builds());
    }

    @Test
    void invokeAsksForBoth() throws Exception {
        var said = machine.run("invoke", "Poll");
        assertEquals(1, said.exit());
        assertTrue(said.error().contains("Name a function and an event"), said.error());
    }

    /** SAM names a version by it: a changed setting is a new version. */
    @Test
    void theRevisionStandsOnEveryFunctionThatIsPublished() {
        House.functions().forEach((id, function) -> {
            if (!function.has("IgnoreGlobals")) {
                assertEquals(
                        "Revision",
                        function.at("/Properties/AutoPublishCodeSha256").asText(),
                        id);
            }
        });
    }

    private long builds() throws IOException {
        return machine.notes().stream()
                .filter(note -> note.startsWith("maven of "))
                .count();
    }
}
