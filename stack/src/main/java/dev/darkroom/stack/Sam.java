package dev.darkroom.stack;

import java.util.SortedMap;

/** The SAM CLI, which packages and deploys. */
public interface Sam {

    /** Throws {@link DeployFailed} when it is not here, or too old. */
    void check();

    /**
     * Deploys with these settings, {@code RevisionHash} among them, and returns its exit code: 0 also when nothing had changed
     * or the person declined.
     */
    int deploy(String stack, String region, SortedMap<String, String> settings, boolean confirm);
}
