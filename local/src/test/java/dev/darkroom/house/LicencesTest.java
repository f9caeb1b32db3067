package dev.darkroom.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/licences.md lists what functions.zip carries, no more and no less. */
class LicencesTest {

    private static final Pattern ROW = Pattern.compile("\\| (\\S+) \\| (\\d\\S*) \\| (\\S+) \\|");

    /** Each allows to pass the library on inside a zip, and asks for nothing but its notice. */
    private static final Set<String> ALLOWED = Set.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause");

    @Test
    void everyLibraryInTheZipIsListedWithALicenceThatIsAllowed() throws Exception {
        var folder = House.ROOT.resolve("functions/target/lib");
        assumeTrue(Files.isDirectory(folder), "the libraries are laid out in Maven's package phase: run ./check");
        var listed = new TreeMap<String, String>();
        ROW.matcher(House.text("docs/licences.md"))
                .results()
                .forEach(row -> listed.put(row.group(1) + "-" + row.group(2) + ".jar", row.group(3)));
        var found = new TreeSet<String>();
        try (var jars = Files.list(folder)) {
            jars.forEach(jar -> found.add(jar.getFileName().toString()));
        }
        assertEquals(found, listed.keySet());
        listed.forEach((jar, licence) -> assertTrue(ALLOWED.contains(licence), jar + " has " + licence));
    }
}
