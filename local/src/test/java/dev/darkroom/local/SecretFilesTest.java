package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a secret's file lets others do while it is being written. */
class SecretFilesTest {

    private static final int FILES = 2_000;

    @TempDir
    private Path folder;

    /** Whoever opens it before it is restricted reads what is written into it later. */
    @Test
    void noOtherUserCanOpenItAtAnyMoment() throws Exception {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        var next = new AtomicInteger();
        var spy = new FutureTask<>((Callable<Set<String>>) () -> modesUntil(next));
        Thread.ofPlatform().daemon().start(spy);
        for (var i = 0; i < FILES; i++) {
            next.set(i);
            Secrets.write(folder.resolve("" + i), "secret");
        }
        next.set(FILES);
        var seen = spy.get();
        seen.add(mode(folder.resolve("0")));
        assertEquals(Set.of("rw-------"), seen);
    }

    private Set<String> modesUntil(AtomicInteger next) {
        var seen = new TreeSet<String>();
        for (var i = next.get(); i < FILES; i = next.get()) {
            try {
                seen.add(mode(folder.resolve("" + i)));
            } catch (IOException e) {
                // Not there yet.
            }
        }
        return seen;
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
