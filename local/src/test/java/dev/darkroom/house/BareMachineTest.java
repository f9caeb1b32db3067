package dev.darkroom.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The doors on a machine that has next to nothing, called from another folder, without a HOME, from an odd folder. */
class BareMachineTest {

    /** The doors, and all that a shell reads under {@code .ci}. */
    private static final List<String> SCRIPTS = House.files(path ->
            !path.matches(".*\\.\\w+") && House.text(path).matches("(?s)(#!/bin/sh\n|.*# shellcheck shell=sh\n).*"));

    /** Commands that other machines have, the shells' own among them. */
    private static final String ELSEWHERE = """
            alias bg bind break builtin caller cd command compgen complete continue declare dirs disown echo enable eval exec
            exit export fc fg getopts hash help history jobs kill let local logout mapfile popd printf pushd pwd read return
            set shift shopt source suspend test times trap type typeset ulimit umask unalias unset wait time coproc select
            say open start stop restart install build make part skip browser chromium firefox chrome deploy delete describe
            output settings exists revision quoted sha sha1 sha256 part same zip run check invoke jdk log die fail info warn
            error link look host file join split screen script service status watch column paste""";

    @TempDir
    Path folder;

    private BareMachine machine;

    @BeforeEach
    void make() throws IOException {
        machine = new BareMachine(folder);
    }

    /** A whole machine but for a browser. */
    private BareMachine whole() throws IOException {
        machine.set("JAVA_HOME", machine.installJdk("25").toString());
        return machine.installMaven();
    }

    @Test
    void noFunctionHasTheNameOfACommand() {
        var commands = BareMachine.commandsHere();
        commands.addAll(List.of(ELSEWHERE.split("\\s+")));
        var found = new TreeSet<String>();
        for (var script : SCRIPTS) {
            for (var function : BareMachine.functionsOf(House.text(script))) {
                if (commands.contains(function)) {
                    found.add(script + ": " + function);
                }
            }
        }
        assertEquals(new TreeSet<>(), found);
        assertTrue(BareMachine.functionsOf(House.text(".ci/build")).contains("build_jars"), "it sees them");
        assertEquals(new TreeSet<>(List.of("stop")), BareMachine.functionsOf("stop() {\n}\n"));
    }

    @Test
    void noScriptUsesWhatOnlySomeSystemsHave() {
        for (var script : SCRIPTS) {
            for (var only :
                    List.of("readlink -", "sed -i", "mktemp -d)", "[[ ", "echo -", "source ", "&>", "|&", "<(")) {
                var without = House.text(script)
                        .lines()
                        .filter(line -> !line.strip().startsWith("#"))
                        .toList();
                assertTrue(without.stream().noneMatch(line -> line.contains(only)), script + " uses " + only);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check", "build", "invoke ListModels x", "deploy", "bench/run"})
    void withoutAJdkEachDoorSaysWhatToInstall(String door) throws Exception {
        // One that is too old is as good as none; what the real machine has in /usr/lib/jvm must not be found.
        var jdk = Files.readString(machine.tree.resolve(".ci/jdk"));
        Files.writeString(machine.tree.resolve(".ci/jdk"), jdk.replaceAll("(/usr|/opt)/[\\w*/.-]+", "/nowhere"));
        machine.put(machine.installJdk("17").resolve("bin")).installMaven();
        assertRefused(run(door), "needs a JDK 25", "JAVA_HOME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check", "build", "invoke ListModels x", "deploy", "bench/run"})
    void withoutMavenEachDoorSaysWhatToInstall(String door) throws Exception {
        machine.set("JAVA_HOME", machine.installJdk("25").toString());
        assertRefused(run(door), "needs Maven 3.8", "mvn is on the PATH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check --no-install", "build", "invoke ListModels x", "deploy", "bench/run"})
    void whereJava17IsFirstTheJdk25IsTaken(String door) throws Exception {
        var jdk = machine.installJdk("25");
        machine.put(machine.installJdk("17").resolve("bin")).installMaven().set("JAVA_HOME", jdk.toString());
        var said = run(door);
        assertEquals(0, said.exit(), said.toString());
        var notes = machine.notes();
        assertTrue(notes.contains("maven of " + jdk), notes.toString());
        assertTrue(notes.stream().noneMatch(note -> note.startsWith("java17")), notes.toString());
        assertFalse((said.out() + said.error()).contains("\033"), "codes for colours: " + said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check", "build", "invoke ListModels x", "deploy", "bench/run"})
    void aTreeThatIsReadOnlyIsToldInOneSentence(String door) throws Exception {
        whole();
        var root = "root".equals(System.getProperty("user.name"));
        var setpriv = Path.of("/usr/bin/setpriv");
        assumeTrue(!root || Files.isExecutable(setpriv), "root may write everywhere");
        readOnly(false);
        try {
            var line = new ArrayList<String>();
            if (root) {
                line.addAll(List.of(setpriv.toString(), "--reuid=65534", "--regid=65534", "--clear-groups"));
            }
            line.addAll(List.of((machine.tree + "/" + door).split(" (?=ListModels|x$)")));
            assertRefused(machine.execute(line), "cannot write to " + machine.tree, "copy Darkroom to one that is");
        } finally {
            readOnly(true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check --no-install", "build", "invoke ListModels x", "deploy", "bench/run"})
    void aDoorMayBeCalledByALink(String door) throws Exception {
        whole();
        var words = new ArrayList<>(List.of(door.split(" ")));
        var link = Files.createSymbolicLink(folder.resolve("darkroom"), machine.tree.resolve(words.getFirst()));
        words.set(0, link.toString());
        var said = machine.execute(words);
        assertEquals(0, said.exit(), said.toString());
    }

    /** Such as ssh brings along: the name says UTF-8, and the C library falls back to C. */
    @Test
    void aLocaleThatIsNotInstalledIsNotBelieved() throws Exception {
        whole().set("LANG", "de_DE.UTF-8").install("locale", "echo ANSI_X3.4-1968");
        machine.install("mvn", "echo \"LC_ALL=$LC_ALL\" >>\"$NOTES\"; exit 1");
        machine.run("build");
        assertTrue(machine.notes().contains("LC_ALL=C.UTF-8"), machine.notes().toString());
    }

    @Test
    void oneBuildsWhenTwoCome() throws Exception {
        whole();
        var door = "'" + (machine.tree + "/build").replace("'", "'\\''") + "'";
        var said = machine.execute(List.of("/bin/sh", "-c", door + " & first=$!; " + door + " && wait $first"));
        assertEquals(0, said.exit(), said.toString());
        assertEquals(1, builds(), machine.notes().toString());
    }

    @Test
    void aBuildThatWasKilledHoldsUpNobody() throws Exception {
        whole();
        var dead = new ProcessBuilder("/bin/sh", "-c", "exit").start();
        dead.waitFor();
        var lock = Files.createDirectories(machine.tree.resolve("local/target/lock"));
        Files.writeString(lock.resolve("pid"), dead.pid() + "\n");
        assertEquals(0, machine.run("build").exit());
    }

    @Test
    void whatFailsAfterTheBuildIsToldToo() throws Exception {
        var jdk = machine.installJdk("25");
        Files.writeString(jdk.resolve("bin/jar"), "#!/bin/sh\necho no space left >&2\nexit 1\n");
        var said = machine.installMaven().set("JAVA_HOME", jdk.toString()).run("build");
        assertEquals(1, said.exit());
        assertTrue(said.error().contains("no space left\nPacking DynamoDB Local again: failed."), said.error());
        assertFalse(
                Files.exists(machine.tree.resolve("local/target/lock")),
                "another process may come by this one's number");
    }

    @Test
    void whatIsBuiltIsBuiltOnce() throws Exception {
        whole();
        assertEquals(0, machine.run("build").exit());
        assertTrue(Files.exists(machine.tree.resolve("functions/target/functions.zip")));
        var said = machine.run("build");
        assertEquals("Built: functions/target/functions.zip, and what ./run starts.\n", said.out());
        machine.run("run");
        machine.run("invoke", "ListModels", "x");
        machine.run("deploy");
        assertEquals(1, builds(), "for all of them");
        var source = Files.createFile(machine.tree.resolve("local/src/main/New.java"));
        Files.setLastModifiedTime(source, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        machine.run("invoke", "ListModels", "x");
        assertEquals(2, builds(), "a source has changed");
    }

    @Test
    void runAloneMakesNoZip() throws Exception {
        assertEquals(0, whole().run("run").exit());
        assertTrue(machine.notes().stream().anyMatch(note -> note.contains("-Dassembly.skipAssembly=true")));
        machine.run("build");
        assertEquals(2, builds(), "which others need");
    }

    @Test
    void aBuildThatFailsTellsMavensErrorsWhole() throws Exception {
        machine.set("JAVA_HOME", machine.installJdk("25").toString()).install("mvn", """
                printf '[INFO] Scanning\\n[ERROR] /A.java:[1,2] cannot find symbol\\n  symbol: class X\\n[INFO] more\\n[ERROR] the end\\n'
                printf '\\033[0m\\033[0m'
                exit 1""");
        var said = machine.run("build");
        assertEquals(1, said.exit());
        assertEquals("", said.out());
        assertTrue(
                said.error()
                        .contains(
                                "[ERROR] /A.java:[1,2] cannot find symbol\n  symbol: class X\n[ERROR] the end\nThe build"),
                said.error());
        assertFalse(said.error().contains("\033"), said.error());
        machine.install("mvn", "echo 'no [ERROR] at the start, but no space left'; exit 1");
        assertTrue(machine.run("build").error().contains("no space left"));
    }

    /** The stub waits until it has been told how far it is. */
    @Test
    void aBuildIsNotSilent() throws Exception {
        machine.set("JAVA_HOME", machine.installJdk("25").toString())
                .set("SAID", machine.tree.resolveSibling("error").toString());
        machine.install("mvn", """
                echo "[INFO] Building Darkroom local 0.1.0-SNAPSHOT                                [2/3]"
                echo "[INFO] Downloaded from central: https://somewhere/a.jar (1 kB at 2 kB/s)"
                echo "[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ local ---"
                until grep -q 'module 2 of 3, compile; 1 files downloaded, [0-9]* s' "$SAID"; do sleep 1; done
                exit 1""");
        var said = machine.run("build");
        assertTrue(said.error().startsWith("Building Darkroom ...\n"), said.error());
        assertFalse(said.error().contains("\r"), "no terminal: plain lines");
    }

    @Test
    void asRootWithAptItInstallsChromium() throws Exception {
        whole().install("id", "echo 0")
                .install("apt-get", "[ \"$1\" != install ] || ln -s chromium-of-apt \"$(dirname \"$0\")/chromium\"");
        machine.install("chromium-of-apt", "exit 0");
        var said = machine.run("check");
        assertEquals(0, said.exit(), said.toString());
        assertTrue(
                machine.notes().contains("apt-get install -y -qq chromium"),
                machine.notes().toString());
        assertFalse(said.out().contains("browser tests: SKIPPED"), said.out());
    }

    @Test
    void withoutRootAndAptPlaywrightsOwnIsTaken() throws Exception {
        var said = whole().install("id", "echo 1000").run("check");
        assertEquals(0, said.exit(), said.toString());
        assertTrue(machine.notes().stream().anyMatch(note -> note.contains("dependency:build-classpath")));
        assertTrue(machine.notes().contains("java25 local/target/browser.png"), "and it is seen to start");
        assertFalse(said.out().contains("browser tests: SKIPPED"), said.out());
    }

    @Test
    void whoMayNotBecomeRootTakesPlaywrightsOwnToo() throws Exception {
        whole().install("id", "echo 1000").install("apt-get", "exit 100").install("sudo", "exit 1");
        assertEquals(0, machine.run("check").exit());
        assertFalse(machine.notes().stream().anyMatch(note -> note.startsWith("apt-get")), "not without a right to");
        assertTrue(machine.notes().contains("java25 local/target/browser.png"));
    }

    @Test
    void withNeitherTheBrowsersTestsAreSkippedAndTheRestPasses() throws Exception {
        var jdk = machine.installJdk("25");
        Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\nexit 1\n");
        var said = machine.set("JAVA_HOME", jdk.toString())
                .installMaven()
                .install("id", "echo 1000")
                .run("check");
        assertEquals(0, said.exit(), said.toString());
        assertTrue(said.out().contains("browser tests: SKIPPED. Install Chromium"), said.out());
        assertTrue(said.out().matches("(?s).*Skipped: .*browser tests.*CHECK PASSED.*"), said.out());
    }

    @Test
    void whoSaysSoHasNothingInstalled() throws Exception {
        whole().install("id", "echo 0").install("apt-get", "exit 0");
        var said = machine.run("check", "--no-install");
        assertEquals(0, said.exit(), said.toString());
        assertTrue(said.out().contains("browser tests: SKIPPED"), said.out());
        assertTrue(said.out()
                .matches("(?s).*Skipped: .*three more languages and the tools of others\\.\\s+CHECK PASSED.*"));
        assertTrue(
                machine.notes().stream().noneMatch(note -> note.startsWith("apt-get") || note.contains("classpath")));
    }

    /** Ubuntu's chromium-browser is a script that asks for a snap. */
    @Test
    void aBrowserThatDoesNotStartIsNone() throws Exception {
        whole().install("chromium-browser", "exit 1");
        assertTrue(machine.run("check", "--no-install").out().contains("browser tests: SKIPPED"));
        machine.install("chromium", "exit 0");
        assertFalse(machine.run("check", "--no-install").out().contains("browser tests: SKIPPED"));
    }

    @Test
    void aTestThatFailsFailsTheCheck() throws Exception {
        whole().install("chromium", "exit 0").set("MAVEN_FAILS", "1");
        var said = machine.run("check");
        assertEquals(1, said.exit());
        assertTrue(said.out().contains("CHECK FAILED"), said.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "build"})
    void optionsAreToldAndOthersRefused(String door) throws Exception {
        // Before anything is looked for: there is no JDK here.
        var help = machine.run(door, "--help");
        assertEquals(0, help.exit(), help.error());
        assertTrue(help.out().startsWith("./" + door), help.out());
        assertRefused(machine.run(door, "--fast"), "Unknown option --fast", "./" + door);
    }

    private BareMachine.Said run(String door) throws Exception {
        var words = door.split(" ");
        return machine.run(words[0], List.of(words).subList(1, words.length).toArray(String[]::new));
    }

    private long builds() throws IOException {
        return machine.notes().stream().filter(note -> note.startsWith("mvn ")).count();
    }

    private void readOnly(boolean writable) throws IOException {
        try (var files = Files.walk(machine.tree)) {
            for (var file : files.filter(Files::isDirectory).toList()) {
                assertTrue(file.toFile().setWritable(writable));
            }
        }
    }

    /** One sentence on stderr that says what is wrong and what to do, and nothing else. */
    private static void assertRefused(BareMachine.Said said, String what, String cure) {
        assertEquals(1, said.exit(), said.toString());
        assertEquals("", said.out());
        assertEquals(1, said.error().lines().count(), said.error());
        assertTrue(said.error().contains(what) && said.error().contains(cure), said.error());
    }
}
