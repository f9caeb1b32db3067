package dev.darkroom.stack;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A door in a tree of its own, with the real template, over an account in memory. */
final class Fixture {

    final FakeAccount account = new FakeAccount();
    final FakeSam sam = new FakeSam(account);
    final Map<String, String> environment = new HashMap<>(Map.of("AWS_REGION", "eu-central-1"));
    final Path tree;
    FakeTerminal terminal = new FakeTerminal();

    Fixture(Path tree) {
        this.tree = tree;
        try {
            for (var file : List.of(
                    "template.yaml", "infra/adopt.yaml", "infra/generate.asl.json", "infra/keep-awake.asl.json")) {
                Files.createDirectories(tree.resolve(file).getParent());
                Files.copy(root().resolve(file), tree.resolve(file));
            }
            zip("the zip");
            Files.createDirectories(tree.resolve("site/.hidden"));
            Files.writeString(tree.resolve("site/.hidden/file"), "hidden");
            Files.writeString(tree.resolve("site/index.html"), "page");
            // echo -n page | md5sum
            sam.site = Map.of("index.html", "71860c77c6745379b0d44304d66b6a13");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void zip(String text) throws IOException {
        var zip = tree.resolve("functions/target/functions.zip");
        Files.createDirectories(zip.getParent());
        Files.writeString(zip, text);
    }

    static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("template.yaml"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    static Template template() {
        return Template.read(root().resolve("template.yaml"));
    }

    static Account.Table table(boolean isProtected, boolean expires) {
        return new Account.Table(
                isProtected,
                expires,
                Map.of(
                        "", List.of("pk:HASH"),
                        "owner-created", List.of("owner:HASH", "created:RANGE"),
                        "open-created", List.of("open:HASH", "created:RANGE")));
    }

    /** Runs ./deploy without a terminal. */
    String run(String... arguments) {
        return runAt(new FakeTerminal(), arguments);
    }

    String runAt(FakeTerminal at, String... arguments) {
        terminal = at;
        new Deploy(tree, environment, at, sam, region -> account).run(List.of(arguments));
        return at.all();
    }

    /** Runs ./deploy, which is to stop with one sentence that says all of this. */
    String refused(FakeTerminal at, List<String> arguments, String... parts) {
        var stop = assertThrows(DeployFailed.class, () -> runAt(at, arguments.toArray(String[]::new)));
        for (var part : parts) {
            assertTrue(stop.getMessage().contains(part), stop.getMessage());
        }
        return stop.getMessage();
    }

    String refused(List<String> arguments, String... parts) {
        return refused(new FakeTerminal(), arguments, parts);
    }

    /** A terminal at which everything is answered by Enter. */
    static FakeTerminal enters(String... first) {
        var terminal = new FakeTerminal().answers(first);
        for (var i = 0; i < 200; i++) {
            terminal.answers.add("");
        }
        return terminal;
    }
}
