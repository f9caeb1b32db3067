package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeCopyTest {

    @TempDir
    Path folder;

    /** Had the file to fit into memory, this heap would not hold it. */
    @Test
    void copiesAFileThatIsLargerThanTheHeap() throws Exception {
        var log = folder.resolve("log");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var copy = new ProcessBuilder(
                        java, "-Xmx64m", "-cp", System.getProperty("java.class.path"), LargeCopy.class.getName(), "200")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var status = copy.waitFor();
        assertEquals(0, status, Files.readString(log));
    }
}
