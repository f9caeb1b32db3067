package dev.darkroom.bench;

import dev.darkroom.house.House;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code bench/results.md}: the newest report of each measurement, with where and of what it was taken. */
final class Results {

    private static final Path FILE = House.ROOT.resolve("bench/results.md");
    private static final Pattern SECTION = Pattern.compile("(?ms)^## (\\w+)\\n(.*?)(?=^## |\\z)");
    private static final String TITLE = """
            # Results

            Written by `bench/run`; docs/performance.md says what each measures, and how far the figures can be trusted.

            """;

    private Results() {}

    static void write(String name, Report report) throws IOException {
        var sections = new TreeMap<String, String>();
        if (Files.exists(FILE)) {
            SECTION.matcher(Files.readString(FILE))
                    .results()
                    .forEach(section -> sections.put(section.group(1), section.group(2)));
        }
        sections.put(name, "\n" + where() + "\n\n" + report.text() + "\n");
        var text = new StringBuilder(TITLE);
        sections.forEach(
                (title, body) -> text.append("## ").append(title).append('\n').append(body));
        Files.writeString(FILE, text.toString().stripTrailing() + "\n");
    }

    private static String where() throws IOException {
        return String.format(
                Locale.ROOT,
                "%s, commit %s; %s, %d cores, %s, JDK %s.",
                LocalDate.now(ZoneOffset.UTC),
                System.getProperty("bench.commit", "unknown"),
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                Runtime.version());
    }

    private static String processor() throws IOException {
        var file = Path.of("/proc/cpuinfo");
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.replaceFirst(".*?:\\s*", ""))
                        .findFirst()
                        .orElse(System.getProperty("os.arch"))
                : System.getProperty("os.arch");
    }
}
