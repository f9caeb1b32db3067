package dev.darkroom.local;

import java.net.URI;
import java.util.Map;

/** Who runs the state machine of a {@link MemoryWorld}, and who stands between it and the functions. */
interface Director {

    /** Our own interpreter runs it, and nobody stands between. */
    Director NOBODY = (name, function, timeline) -> function;

    /** Where a state machine is. */
    record Stage(URI endpoint, String machine) {}

    /** The function as it is called from now on. */
    Lambda direct(String name, Lambda function, ManualTimeline timeline);

    /** @param own our own interpreter, with the definition in it */
    default Stage stage(Stage own, Map<String, Lambda> functions) {
        return own;
    }
}
