package dev.darkroom.bench;

import dev.darkroom.house.House;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The readers of the fuzz tests once more, each by Jazzer in a process of its own: what a sample becomes next is chosen by
 * which code it reached. What it has found out stays in {@code bench/target/fuzz}, where the next run goes on.
 */
final class Fuzzing implements Measurement {

    private static final int SECONDS = Integer.getInteger("bench.size", 60);
    private static final Path FOLDER = House.ROOT.resolve("bench/target/fuzz");
    private static final String OURS = "dev.darkroom.**";
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in \\d+ second");
    private static final Pattern REACHED = Pattern.compile("cov: (\\d+) .*corp: (\\d+)/");

    private record Run(String runs, String reached, String kept, String said, boolean clean) {}

    @Override
    public Report take(Path folder) throws Exception {
        var report = Report.of("reader", "inputs", "branches reached", "inputs kept", "findings");
        var findings = 0;
        var inputs = 0L;
        for (var reader : readers()) {
            var run = run(reader);
            if (!run.clean) {
                System.out.println(run.said);
                findings++;
            }
            inputs += Long.parseLong(run.runs);
            report.row(
                    reader.name().replace("dev.darkroom.", ""), run.runs, run.reached, run.kept, run.clean ? "0" : "1");
        }
        var found = report.ratio(
                "%,d inputs, guided by the code that they reach, %d s for each reader: %d findings.",
                inputs, SECONDS, findings);
        if (findings > 0) {
            System.out.println(found.text());
            throw new IllegalStateException("what was found lies in " + FOLDER);
        }
        return found;
    }

    private static Run run(GuidedReader reader) throws Exception {
        var folder = FOLDER.resolve(reader.name());
        var corpus = Files.createDirectories(folder.resolve("corpus"));
        var samples = reader.samples();
        for (var number = 0; number < samples.size(); number++) {
            Files.write(corpus.resolve("sample" + number), samples.get(number));
        }
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-D" + GuidedReader.PROPERTY + "=" + reader.name(),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + GuidedReader.class.getName(),
                "--instrumentation_includes=" + OURS,
                "--custom_hook_includes=" + OURS,
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + File.separator,
                // A reader that takes seconds over one small input is a finding.
                "-timeout=10",
                "-max_total_time=" + SECONDS,
                corpus.toString());
        var log = folder.resolve("log.txt").toFile();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        var clean = process.waitFor() == 0;
        var said = Files.readString(log.toPath());
        return new Run(last(DONE, said, 1), last(REACHED, said, 1), last(REACHED, said, 2), said, clean);
    }

    private static String last(Pattern pattern, String said, int group) {
        var found = "0";
        for (var matcher = pattern.matcher(said); matcher.find(); ) {
            found = matcher.group(group);
        }
        return found;
    }

    /** Every reader of every fuzz test that is on the class path of the tests. */
    private static List<GuidedReader> readers() throws IOException, ReflectiveOperationException, URISyntaxException {
        var readers = new ArrayList<GuidedReader>();
        for (var module : List.of("functions", "local")) {
            var classes = House.ROOT.resolve(module + "/target/test-classes");
            try (var files = Files.walk(classes)) {
                for (var file : files.filter(path -> path.toString().endsWith("FuzzTest.class"))
                        .sorted()
                        .toList()) {
                    var name = classes.relativize(file).toString().replace(File.separatorChar, '.');
                    readers.addAll(GuidedReader.of(Class.forName(name.replaceFirst("\\.class$", ""))));
                }
            }
        }
        return readers;
    }
}
