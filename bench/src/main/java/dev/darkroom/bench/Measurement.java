package dev.darkroom.bench;

import java.nio.file.Path;

/** One thing that is measured. */
interface Measurement {

    /** @param folder empty, and deleted afterwards */
    Report take(Path folder) throws Exception;
}
