package dev.darkroom.local;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/** Secrets that are drawn once and must be the same after a restart, each in a file that only its owner may read. */
final class Secrets {

    private static final int BYTES = 32;
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final FileAttribute<?>[] OWNERS_ALONE = POSIX
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];

    private final Path folder;

    Secrets(Path folder) {
        this.folder = folder;
        restrict(folder);
    }

    /** The secret of this name: 32 random bytes as URL-safe text. */
    String getOrCreate(String name) {
        var file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                write(file, drawn());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw CannotStart.because(String.format(Locale.ROOT, "The secret %s cannot be kept.", file), e);
        }
    }

    /** Makes a file that only its owner may read. */
    static void write(Path file, String text) throws IOException {
        // With its mode from the first: whoever opened it in between would read what is written later.
        Files.createFile(file, OWNERS_ALONE);
        Files.writeString(file, text);
    }

    private static String drawn() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void restrict(Path folder) {
        if (!POSIX) {
            return;
        }
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw CannotStart.because(String.format(Locale.ROOT, "The permissions of %s cannot be set.", folder), e);
        }
    }
}
