package dev.darkroom.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ./deploy and ./invoke do and refuse, in a tree of their own, with an aws and a sam that only note what they hear. */
class DoorsTest {

    private record Said(int exit, String out, String error) {}

    private static final String STACK = """
            #!/bin/sh
            echo "aws $*" >>"$NOTES"
            case "$*" in
              *StackStatus*) [ -f "$HERE/stack" ] && echo UPDATE_COMPLETE ;;
              *Parameters*) [ -f "$HERE/stack" ] && cat "$HERE/stack" ;;
              *OutputKey*) echo "$*" | sed "s/.*OutputKey=='\\([A-Za-z]*\\)'.*/the-\\1/" ;;
            esac
            exit 0
            """;

    /** As SAM does: what it is given is what the stack has then. */
    private static final String SAM = """
            #!/bin/sh
            echo "sam $*" >>"$NOTES"
            [ -f "$HERE/answers" ] && cp "$HERE/answers" "$HERE/stack"
            exit 0
            """;

    @TempDir
    Path tree;

    @BeforeEach
    void makeATree() throws IOException {
        Files.createDirectories(tree.resolve("bin"));
        Files.createDirectories(tree.resolve(".ci"));
        for (var file : List.of("deploy", "invoke", "template.yaml", ".ci/jdk")) {
            Files.copy(House.ROOT.resolve(file), tree.resolve(file));
        }
        for (var tool : List.of(
                "sh", "sed", "grep", "cat", "awk", "sort", "cut", "sha256sum", "shasum", "dirname", "cp", "readlink")) {
            for (var folder : List.of("/usr/bin", "/bin")) {
                if (Files.exists(Path.of(folder, tool))
                        && !Files.exists(tree.resolve("bin").resolve(tool))) {
                    Files.createSymbolicLink(tree.resolve("bin").resolve(tool), Path.of(folder, tool));
                }
            }
        }
    }

    @Test
    void withoutAZipItSaysHowToBuildOne() throws Exception {
        install("aws", STACK);
        install("sam", SAM);
        assertRefused(run("deploy"), "There is no functions/target/functions.zip yet", "./build");
        assertRefused(run("deploy", "--revision"), "There is no functions/target/functions.zip yet", "./build");
        assertFalse(notes().contains("sam "), "nothing was asked of AWS");
    }

    @Test
    void withoutItsToolsItSaysWhereToGetThem() throws Exception {
        build("the zip");
        assertRefused(run("deploy"), "The AWS CLI is not here", "https://aws.amazon.com/cli/");
        install("aws", STACK);
        assertRefused(run("deploy"), "The SAM CLI is not here", "https://docs.aws.amazon.com/");
    }

    @Test
    void withoutCredentialsItSaysHowToComeByThem() throws Exception {
        build("the zip");
        install("sam", SAM);
        install("aws", "#!/bin/sh\nexit 255\n");
        for (var door : List.of("", "--key", "--delete")) {
            assertRefused(
                    door.isEmpty() ? run("deploy") : run("deploy", door),
                    "AWS does not know who you are",
                    "aws configure");
        }
    }

    @Test
    void whatIsNoSettingIsRefusedByName() throws Exception {
        build("the zip");
        assertRefused(run("deploy", "DailyLimt=3"), "no setting called DailyLimt", "docs/deploy.md");
        assertRefused(run("deploy", "fast"), "\"fast\" is no setting", "Name=Value");
        assertRefused(run("deploy", "Revision=1"), "Revision is derived", "leave it out");
        assertRefused(run("deploy", "--fast"), "--fast is not known", "./deploy --help");
        assertRefused(run("deploy", "--delete", "all"), "--delete everything", "");
        assertRefused(run("invoke", "Poll"), "Say which function and which event", "events/");
    }

    @Test
    void thereIsNothingToDeleteWhereThereIsNoStack() throws Exception {
        install("aws", STACK);
        install("sam", SAM);
        assertRefused(run("deploy", "--delete"), "There is no stack called darkroom here", "AWS_REGION");
        assertRefused(run("deploy", "--key"), "There is no stack called darkroom yet", "./deploy makes it");
    }

    @Test
    void theFirstTimeItAsksForEverything() throws Exception {
        build("the zip");
        install("aws", STACK);
        install("sam", SAM);
        Files.writeString(tree.resolve("answers"), "DailyLimit=10\n");
        var said = run("deploy");
        assertEquals(0, said.exit(), said.error());
        var deploys = lines("sam deploy");
        assertEquals(1, deploys.size(), "a new stack has its settings from the start: " + deploys);
        assertTrue(deploys.getFirst().contains("--guided"), deploys.getFirst());
        assertTrue(
                deploys.getFirst().matches(".*--parameter-overrides Revision=\"[0-9a-f]{16}\"$"), deploys.getFirst());
        assertTrue(notes().contains("aws s3 sync site s3://the-SiteBucket"), notes());
        assertTrue(notes().contains("create-invalidation --distribution-id the-DistributionId"), notes());
        assertTrue(said.out().contains("The page is at the-SiteUrl"), said.out());
        assertTrue(said.out().contains("./deploy --key"), "no terminal to ask for the key at");
    }

    @Test
    void anUpdateChangesWhatIsNamedAndDerivesTheRevisionFromAll() throws Exception {
        build("the zip");
        install("aws", STACK);
        install("sam", SAM);
        var had = "DailyLimit=10\nMaxPrompt=500\nRevision=0123456789abcdef\n";
        Files.writeString(tree.resolve("stack"), had);
        assertEquals(0, run("deploy", "DailyLimit=20").exit());
        var update = lines("sam deploy").getFirst();
        assertFalse(update.contains("--guided"), update);
        assertTrue(update.contains("--parameter-overrides DailyLimit=\"20\" Revision="), update);
        var revision = update.replaceAll(".*Revision=|\"", "");
        assertEquals(
                revision,
                run("deploy", "--revision", "MaxPrompt=500", "DailyLimit=20")
                        .out()
                        .strip());

        assertEquals(0, run("deploy").exit());
        var unchanged = lines("sam deploy").getLast();
        assertNotEquals(revision, unchanged.replaceAll(".*Revision=|\"", ""), "20 was never taken by this stack");
    }

    @Test
    void whatIsChangedWhileItAsksIsDeployedToo() throws Exception {
        build("the zip");
        install("aws", STACK);
        install("sam", SAM);
        Files.writeString(tree.resolve("stack"), "DailyLimit=10\nModelPrices={\"a b\": \"1=1\"}\nRevision=1\n");
        Files.writeString(tree.resolve("answers"), "DailyLimit=30\nRevision=1\n");
        assertEquals(0, run("deploy", "--guided").exit());
        var deploys = lines("sam deploy");
        assertEquals(2, deploys.size(), deploys.toString());
        assertTrue(
                deploys.get(0)
                        .contains(
                                "--guided --parameter-overrides DailyLimit=\"10\" ModelPrices=\"{\\\"a b\\\": \\\"1=1\\\"}\" Revision="),
                deploys.get(0));
        var revision = run("deploy", "--revision", "DailyLimit=30").out().strip();
        assertTrue(deploys.get(1).endsWith("--parameter-overrides Revision=\"" + revision + "\""), deploys.get(1));
    }

    @Test
    void theWayBackKeepsWhatWasPaidForUnlessTold() throws Exception {
        install("aws", STACK);
        install("sam", SAM);
        Files.writeString(tree.resolve("stack"), "DailyLimit=10\n");
        var kept = run("deploy", "--delete");
        assertTrue(notes().contains("sam delete --stack-name darkroom"), notes());
        assertFalse(notes().contains("s3 rb") || notes().contains("delete-table"), notes());
        assertTrue(kept.out().contains("the-TasksTable") && kept.out().contains("the-MediaBucket"), kept.out());
        var asked = run("deploy", "--delete", "everything");
        assertTrue(asked.out().contains("cannot be undone. Type darkroom"), asked.out());
        assertEquals("Nothing was deleted.\n", asked.error());
        assertEquals(1, lines("sam delete").size(), "it asked first");
    }

    @Test
    void everySettingAndTheCodeChangeTheRevision() throws Exception {
        build("the zip");
        var seen = new HashSet<String>();
        seen.add(run("deploy", "--revision").out());
        var settings = new ArrayList<String>();
        House.template().get("Parameters").fieldNames().forEachRemaining(settings::add);
        settings.remove("Revision");
        for (var setting : settings) {
            assertTrue(seen.add(run("deploy", "--revision", setting + "=7").out()), setting + " changes it");
        }
        assertTrue(seen.add(run("deploy", "--revision", "DailyLimit=8").out()), "another value changes it");
        assertFalse(
                seen.add(run("deploy", "--revision", "DailyLimit=9", "DailyLimit=8")
                        .out()),
                "the last one counts");
        build("another zip");
        assertTrue(seen.add(run("deploy", "--revision").out()), "the code changes it");
        // And it stands on every function, so that SAM names the version by it.
        House.functions()
                .forEach((id, function) -> assertEquals(
                        "Revision",
                        function.at("/Properties/AutoPublishCodeSha256").asText(),
                        id));
    }

    private void build(String zip) throws IOException {
        Files.createDirectories(tree.resolve("functions/target"));
        Files.writeString(tree.resolve("functions/target/functions.zip"), zip);
    }

    private void install(String tool, String script) throws IOException {
        var file = tree.resolve("bin").resolve(tool);
        Files.writeString(file, script);
        assertTrue(file.toFile().setExecutable(true));
    }

    private String notes() throws IOException {
        var notes = tree.resolve("notes");
        return Files.exists(notes) ? Files.readString(notes) : "";
    }

    private List<String> lines(String start) throws IOException {
        return notes().lines().filter(line -> line.startsWith(start)).toList();
    }

    /** One sentence on stderr that says what is wrong and what to do, and nothing else. */
    private static void assertRefused(Said said, String what, String cure) {
        assertEquals(1, said.exit(), said.toString());
        assertEquals("", said.out());
        assertEquals(1, said.error().lines().count(), said.error());
        assertTrue(said.error().contains(what) && said.error().contains(cure), said.error());
    }

    private Said run(String... command) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(command));
        line.set(0, tree.resolve(command[0]).toString());
        var out = tree.resolve("out");
        var error = tree.resolve("error");
        var builder = new ProcessBuilder(line)
                .directory(tree.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(error.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tree.resolve("bin").toString());
        builder.environment().put("HERE", tree.toString());
        builder.environment().put("NOTES", tree.resolve("notes").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        return new Said(process.waitFor(), Files.readString(out), Files.readString(error));
    }
}
