package dev.darkroom.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * The folder that the page's files are in: in AWS a layer of the function.
 *
 * @param path where it is
 * @param version which files these are: the ARN of the layer's version
 */
public record SiteFolder(Path path, String version) {

    /**
     * All its files, documents last; hidden ones are not the page's.
     *
     * @throws IllegalStateException when there is no page in it
     */
    List<SiteFile> readFiles() {
        if (!Files.isRegularFile(path.resolve("index.html"))) {
            throw new IllegalStateException("There is no index.html in " + path + ": nothing was changed.");
        }
        try (var tree = Files.walk(path)) {
            return tree.filter(Files::isRegularFile)
                    .filter(file -> !isHidden(path.relativize(file)))
                    .map(file -> SiteFile.read(path, file))
                    .sorted(Comparator.comparing(SiteFile::isDocument).thenComparing(SiteFile::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isHidden(Path file) {
        for (var part : file) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
