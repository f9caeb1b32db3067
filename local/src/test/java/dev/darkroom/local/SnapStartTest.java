package dev.darkroom.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.darkroom.local.PackagedFunction.Start;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A packaged function up to its snapshot, under AWS's own client. */
class SnapStartTest {

    @TempDir
    Path folder;

    @Test
    void isPrimedAndHasAskedNobodyBeforeTheSnapshot() throws Exception {
        assumeTrue(Files.exists(PackagedSystem.ZIP), "functions.zip is made in Maven's package phase: run ./check");
        assumeTrue(System.getProperty("os.name").equals("Linux"), "AWS's runtime client has a Linux part only");
        try (var system = new PackagedSystem(folder);
                var function = system.start("CreateTask", Start.SNAP_START)) {
            function.restore();
            assertEquals(List.of(), system.asked(), "before the first event, nobody was asked for anything");
            assertEquals(
                    0, system.dynamo().scan(scan -> scan.tableName("tasks")).count());
            assertTrue(function.readLog().contains("primed CreateTask with 300 calls"), function.readLog());

            var outcome = function.invoke(system.event("CreateTask"));
            assertTrue(outcome.body().contains("\"statusCode\":202"), outcome.body());
            assertTrue(system.asked().contains("StartExecution"), "the first event goes the real way");
        }
    }
}
