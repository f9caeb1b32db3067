package dev.darkroom.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The house rules that are about files. */
class FilesTest {

    private static final int LONGEST = 250;

    private static final Predicate<String> MAIN_SOURCE =
            path -> path.endsWith(".java") && path.contains("/src/main/java/") && !path.endsWith("package-info.java");

    private static final Predicate<String> TEXT = path -> path.matches(
            ".*\\.(java|xml|json|yaml|md|js|mjs|css|html|svg|properties)|run|check|build|deploy|invoke|\\.ci/.*|\\.editorconfig");

    @Test
    void noFileIsTooLong(TestReporter report) {
        var sizes = House.files(MAIN_SOURCE).stream().collect(Collectors.toMap(path -> path, FilesTest::lines));
        var sorted = sizes.values().stream().sorted().toList();
        report.publishEntry(
                "main source",
                String.format(Locale.ROOT, "%d files, median %d lines", sorted.size(), sorted.get(sorted.size() / 2)));
        sizes.forEach((path, lines) -> assertTrue(lines <= LONGEST, path + " has " + lines + " lines"));
    }

    @Test
    void nothingIsADrawer() {
        var drawer = Pattern.compile("(?i)(^|/)[^/]*(utils?|common|helpers?|manager)(/|\\.java$)");
        assertEquals(
                List.of(),
                House.files(
                        path -> path.endsWith(".java") && drawer.matcher(path).find()));
    }

    /** One that is searched for is found once. */
    @Test
    void noTwoClassesShareAName() {
        var places = House.files(MAIN_SOURCE).stream()
                .collect(Collectors.groupingBy(path -> path.replaceAll(".*/", ""), TreeMap::new, Collectors.toList()));
        places.values().removeIf(paths -> paths.size() == 1);
        assertEquals(Map.of(), places);
    }

    @Test
    void nothingIsLeftForLater() {
        var mark = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");
        assertEquals(
                List.of(),
                House.files(TEXT.and(path -> mark.matcher(House.text(path)).find())));
    }

    @Test
    void versionsLiveInTheParent() {
        for (var pom : List.of("functions/pom.xml", "local/pom.xml", "bench/pom.xml", "stack/pom.xml")) {
            var versions = House.text(pom)
                    .lines()
                    .filter(line -> line.contains("<version>"))
                    .toList();
            assertEquals(1, versions.size(), pom + " names only its parent's version: " + versions);
        }
    }

    @Test
    void nothingTrackedHoldsASecretOrTheBuildersMachine() {
        var forbidden = Pattern.compile(String.join(
                "|",
                "AKIA[0-9A-Z]{16}", // an AWS access key
                "\\bsk-[A-Za-z0-9]{20,}", // a hiapi key
                "-----BEGIN [A-Z ]*PRIVATE KEY",
                "https?://(repo|repo1|registry)\\.[a-z.]+/", // a package registry
                "(?<![\\w.~}])/(work|root|home|Users)/\\w+/")); // somebody's own folder
        var found = new TreeSet<String>();
        for (var path : House.files(TEXT)) {
            var match = forbidden.matcher(House.text(path));
            if (match.find()) {
                found.add(path + ": " + match.group());
            }
        }
        assertEquals(new TreeSet<>(), found);
    }

    @Test
    void doorsAreScriptsThatCanBeRun() {
        for (var door : List.of("run", "check", "build", "deploy", "invoke", "bench/run", ".ci/run")) {
            assertTrue(House.ROOT.resolve(door).toFile().canExecute(), door);
            assertTrue(House.text(door).startsWith("#!/"), door);
        }
    }

    /** What comes before is done while other tests run: so it installs, and neither builds nor judges. */
    @Test
    void everyJudgeCanInstallBeforeItJudges() {
        var judges = House.files(path -> path.matches("\\.ci/outside/[^/]+/judge"));
        assertFalse(judges.isEmpty());
        for (var judge : judges) {
            var parts = House.text(judge).split("(?m)^end_installing \"\\$@\"$", -1);
            assertEquals(2, parts.length, judge + " says end_installing \"$@\" once");
            assertFalse(parts[0].contains("need_build"), judge + " builds while others do");
        }
    }

    @Test
    void everyInvariantNamesATestThatExists() {
        var tests = House.files(path -> path.contains("/src/test/java/") && path.endsWith(".java"));
        var rules = House.text("INVARIANTS.md")
                .lines()
                .filter(line -> line.matches("\\d+\\. .*"))
                .count();
        assertEquals(11, rules, "one line for each rule of the house");
        var named = Pattern.compile("`(\\w+(?:Test|Contract))(?:\\.(\\w+))?`").matcher(House.text("INVARIANTS.md"));
        var found = 0;
        while (named.find()) {
            var name = named.group(1);
            var method = named.group(2);
            var file = tests.stream()
                    .filter(path -> path.endsWith("/" + name + ".java"))
                    .findFirst();
            assertTrue(file.isPresent(), name);
            assertTrue(method == null || House.text(file.get()).contains(" " + method + "("), named.group());
            found++;
        }
        assertFalse(found < 10, "only " + found + " tests are named");
    }

    @Test
    void decisionsAreNumberedAndHaveTheirFourParts() {
        for (var path : House.files(path -> path.startsWith("docs/decisions/"))) {
            assertTrue(path.matches("docs/decisions/\\d{3}-[a-z0-9-]+\\.md"), path);
            var headings = House.text(path)
                    .lines()
                    .filter(line -> line.startsWith("## "))
                    .toList();
            var parts = List.of("## Context", "## Decision", "## Alternatives", "## Consequences");
            assertEquals(parts, headings.stream().filter(parts::contains).toList(), path);
        }
    }

    private static int lines(String path) {
        return (int) House.text(path).lines().count();
    }
}
