package dev.darkroom.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeSet;

/** The code, the template and the settings in one hash: when it differs, every function gets a new version. */
final class RevisionHash {

    private static final int CHARACTERS = 16;

    private RevisionHash() {}

    /**
     * Of the template, of every file that it names and SAM packages, and of all settings as they will stand.
     *
     * @param folder where template.yaml is
     */
    static String of(Path folder, Template template, SortedMap<String, String> settings) {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            var files = new TreeSet<String>();
            template.root().findValuesAsText("CodeUri").forEach(files::add);
            template.root().findValuesAsText("DefinitionUri").forEach(files::add);
            files.add("template.yaml");
            for (var file : files) {
                add(hash, file);
                hash.update(Files.readAllBytes(folder.resolve(file)));
            }
            settings.forEach((name, value) -> add(hash, name + "=" + value));
            return HexFormat.of().formatHex(hash.digest()).substring(0, CHARACTERS);
        } catch (IOException e) {
            throw new DeployFailed("A file that the template names cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest hash, String text) {
        hash.update(text.getBytes(StandardCharsets.UTF_8));
        hash.update((byte) 0);
    }
}
