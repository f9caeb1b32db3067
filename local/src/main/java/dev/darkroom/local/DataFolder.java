package dev.darkroom.local;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Set;

/**
 * The folder that outlives a run. A marker file says that Darkroom made it, so that {@code --fresh} never empties
 * anything else; a lock keeps two runs apart, and the system drops it even when a run is killed.
 */
final class DataFolder implements AutoCloseable {

    private static final String MARKER = "made-by-darkroom";
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes, locks and, if asked, empties the folder. */
    static DataFolder open(Path path, boolean fresh) {
        try {
            Files.createDirectories(path);
            adopt(path);
            var folder = new DataFolder(path, lock(path));
            if (fresh) {
                folder.empty();
            }
            return folder;
        } catch (IOException e) {
            var why = String.format(
                    Locale.ROOT, "The data folder %s cannot be written: choose another with --data.", path);
            throw CannotStart.because(why, e);
        }
    }

    Path path() {
        return path;
    }

    /** A folder in it, made if it is not there. */
    Path makeFolder(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw CannotStart.because(
                    String.format(Locale.ROOT, "The folder %s cannot be made.", path.resolve(name)), e);
        }
    }

    private static void adopt(Path path) throws IOException {
        try (var entries = Files.list(path)) {
            if (!Files.exists(path.resolve(MARKER)) && entries.findAny().isPresent()) {
                throw CannotStart.because(String.format(
                        Locale.ROOT, "The folder %s has other files in it: choose another with --data.", path));
            }
        }
        Files.writeString(path.resolve(MARKER), "Everything in this folder belongs to Darkroom's ./run.\n");
    }

    private static FileChannel lock(Path path) throws IOException {
        var channel = FileChannel.open(path.resolve(LOCK), CREATE, WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // The other run is in this very process: the answer is the same.
        }
        channel.close();
        throw CannotStart.because(String.format(
                Locale.ROOT,
                "The data folder %s is in use by another ./run: stop it or choose another with --data.",
                path));
    }

    private void empty() throws IOException {
        var kept = Set.of(path, path.resolve(MARKER), path.resolve(LOCK));
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                return delete(file);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                return delete(folder);
            }

            private FileVisitResult delete(Path entry) throws IOException {
                if (!kept.contains(entry)) {
                    Files.delete(entry);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
