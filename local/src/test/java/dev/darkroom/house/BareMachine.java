package dev.darkroom.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A copy of the doors on a machine that has a POSIX shell's own tools and what a test installs, and nothing else. What is
 * installed is a stub that notes how it was called.
 */
final class BareMachine {

    /** Each is in POSIX but {@code mktemp}, which GNU, BSD, macOS and busybox have. */
    private static final List<String> TOOLS = List.of(
            "sh",
            "awk",
            "cat",
            "chmod",
            "cmp",
            "cp",
            "cut",
            "date",
            "dirname",
            "find",
            "grep",
            "head",
            "kill",
            "ln",
            "ls",
            "mkdir",
            "mktemp",
            "mv",
            "printf",
            "readlink",
            "rm",
            "rmdir",
            "sed",
            "sleep",
            "sort",
            "tail",
            "tee",
            "touch",
            "tr",
            "uname");

    private static final List<String> DOORS = List.of(
            "run",
            "check",
            "build",
            "invoke",
            "deploy",
            "bench/run",
            ".ci/run",
            ".ci/jdk",
            ".ci/build",
            "pom.xml",
            "functions/pom.xml",
            "local/pom.xml",
            "stack/pom.xml",
            "bench/pom.xml");

    record Said(int exit, String out, String error) {}

    final Path tree;
    private final Path bin;
    private final Map<String, String> environment = new HashMap<>();

    /** @param folder empty, and the caller's to delete; the tree is in a folder in it that has an odd name */
    BareMachine(Path folder) throws IOException {
        // Whoever the door is run as may go there.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        tree = Files.createDirectories(
                folder.resolve("Größe & Länge, R|D's [$HOME]").resolve("darkroom"));
        bin = Files.createDirectories(folder.resolve("bin"));
        for (var file : DOORS) {
            Files.createDirectories(tree.resolve(file).getParent());
            Files.copy(House.ROOT.resolve(file), tree.resolve(file));
        }
        for (var source : List.of("functions/src/main", "functions/src/zip", "local/src/main", "stack/src/main")) {
            Files.createDirectories(tree.resolve(source));
        }
        for (var tool : TOOLS) {
            Files.createSymbolicLink(bin.resolve(tool), find(tool));
        }
        environment.put("PATH", bin.toString());
        environment.put("NOTES", folder.resolve("notes").toString());
        Files.writeString(folder.resolve("notes"), "");
        Files.setPosixFilePermissions(folder.resolve("notes"), PosixFilePermissions.fromString("rw-rw-rw-"));
    }

    private static Path find(String tool) {
        return Stream.of("/usr/bin", "/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this machine has no " + tool));
    }

    /** @param script what it does after it has noted how it was called */
    BareMachine install(String tool, String script) throws IOException {
        script(bin.resolve(tool), "echo \"" + tool + " $*\" >>\"$NOTES\"\n" + script);
        return this;
    }

    /** A JDK of a version, whose tools note that they were called, and as which. */
    Path installJdk(String version) throws IOException {
        var home = bin.resolveSibling("jdk " + version);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
        script(home.resolve("bin/javac"), "exit 0");
        script(
                home.resolve("bin/java"),
                "for last; do :; done\necho \"java" + version + " ${last}\" >>\"$NOTES\"\necho \"java" + version
                        + " says\"\nexit 0");
        script(
                home.resolve("bin/jar"),
                "[ \"$1\" = xf ] && mkdir META-INF && : >META-INF/MANIFEST.MF\n[ \"$1\" != cMf ] || : >\"$2\"\nexit 0");
        return home;
    }

    /** A Maven that makes what the doors look for. */
    BareMachine installMaven() throws IOException {
        return install("mvn", """
                echo "maven of $JAVA_HOME" >>"$NOTES"
                echo "[INFO] Building Darkroom local 0.1.0-SNAPSHOT                 [3/3]"
                calls=$*
                root=$PWD
                while [ $# -gt 0 ]; do
                  [ "$1" != -f ] || root=${2%/pom.xml}
                  shift
                done
                cd "$root"
                mkdir -p functions/target local/target stack/target
                case $calls in
                  *" package "* | *" verify"*)
                    jar=${0%/mvn}/DynamoDBLocal-2.6.1.jar
                    : >"$jar"
                    echo zip >functions/target/functions.zip
                    echo jar >local/target/local.jar
                    echo jar >stack/target/stack.jar
                    printf '%s' "$root/pom.xml" >stack/target/classpath.txt
                    printf '%s' "$root/pom.xml:$jar" >local/target/classpath.txt
                    ;;
                  *build-classpath*) echo playwright.jar >local/target/browser-classpath.txt ;;
                esac
                printf '\\033[0m\\033[0m'
                exit ${MAVEN_FAILS:-0}
                """);
    }

    BareMachine set(String name, String value) {
        environment.put(name, value);
        return this;
    }

    BareMachine put(Path folder) {
        return set("PATH", folder + ":" + environment.get("PATH"));
    }

    /** Runs a door from another folder than its own. */
    Said run(String door, String... arguments) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(tree.resolve(door).toString()));
        line.addAll(List.of(arguments));
        return execute(line);
    }

    Said execute(List<String> line) throws IOException, InterruptedException {
        var out = tree.resolveSibling("out");
        var error = tree.resolveSibling("error");
        var builder = new ProcessBuilder(line)
                .directory(Path.of("/").toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(error.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Said(builder.start().waitFor(), Files.readString(out), Files.readString(error));
    }

    List<String> notes() throws IOException {
        return Files.readAllLines(tree.getParent().resolveSibling("notes"));
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        if (!file.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    /** The functions that a script defines. */
    static TreeSet<String> functionsOf(String script) {
        var names = new TreeSet<String>();
        var definition = Pattern.compile("(?m)^\\s*(?:function\\s+)?([\\w.-]+)\\s*\\(\\s*\\)")
                .matcher(script);
        while (definition.find()) {
            names.add(definition.group(1));
        }
        return names;
    }

    /** Every command that this machine has on its PATH. */
    static TreeSet<String> commandsHere() {
        var names = new TreeSet<String>();
        for (var folder : System.getenv("PATH").split(":")) {
            var files = Path.of(folder).toFile().list();
            if (files != null) {
                names.addAll(List.of(files));
            }
        }
        return names;
    }
}
