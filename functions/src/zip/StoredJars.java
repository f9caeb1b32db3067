import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes the libraries again with their classes stored instead of deflated one by one. The zip around them then deflates
 * each library as a whole, which finds what classes have in common: functions.zip is a third smaller for it. And where it
 * runs, a class is read without being inflated.
 *
 * <p>Run by Maven: {@code java StoredJars.java FOLDER TIME CLASSPATH}. What is no jar on the class path is left out.
 */
final class StoredJars {

    private StoredJars() {}

    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        var time = LocalDateTime.ofInstant(Instant.parse(arguments[1]), ZoneOffset.UTC);
        clear(Files.createDirectories(folder));
        for (var entry : arguments[2].split(File.pathSeparator)) {
            var jar = Path.of(entry);
            if (Files.isRegularFile(jar)) {
                store(jar, folder.resolve(jar.getFileName()), time);
            }
        }
    }

    private static void clear(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static void store(Path jar, Path target, LocalDateTime time) throws IOException {
        try (var from = new ZipFile(jar.toFile());
                var to = new ZipOutputStream(Files.newOutputStream(target))) {
            // A manifest is found wherever it is; a stream of the jar would want it first.
            var entries = from.stream()
                    .filter(entry -> !entry.isDirectory())
                    .sorted(Comparator.comparing((ZipEntry entry) -> !entry.getName().equals("META-INF/MANIFEST.MF"))
                            .thenComparing(ZipEntry::getName))
                    .toList();
            for (var entry : entries) {
                var bytes = from.getInputStream(entry).readAllBytes();
                to.putNextEntry(stored(entry.getName(), bytes, time));
                to.write(bytes);
            }
        }
    }

    /** The same bytes at the same time of day anywhere: {@code setTime} would go by the machine's time zone. */
    private static ZipEntry stored(String name, byte[] bytes, LocalDateTime time) {
        var sum = new CRC32();
        sum.update(bytes);
        var entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        return entry;
    }
}
