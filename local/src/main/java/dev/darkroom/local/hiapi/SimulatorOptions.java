package dev.darkroom.local.hiapi;

import java.nio.file.Path;

/**
 * How a {@link SimulatedHiapi} behaves.
 *
 * @param folder where jobs are kept, so that they outlive the process; null keeps them in memory
 * @param port 0 takes the one that the folder remembers, or else a free one
 * @param apiKey the one key that is accepted; null accepts any
 * @param callbackSecret signs callbacks; null sends them unsigned
 * @param limits how much it takes
 * @param habits what HiAPI's docs leave open
 * @param pace times the models' own durations: 0.5 is twice as fast, 0 is at once
 * @param pixelsAt1K how many pixels a picture has at 1K; tests that need no picture take few
 */
public record SimulatorOptions(
        Path folder,
        int port,
        String apiKey,
        String callbackSecret,
        Limits limits,
        Habits habits,
        double pace,
        int pixelsAt1K) {

    /**
     * How much it takes, per key.
     *
     * @param requestsPerMinute in any 60 seconds
     * @param concurrentRequests at one moment
     * @param runningJobs at one moment; 0 sets no limit
     */
    public record Limits(int requestsPerMinute, int concurrentRequests, int runningJobs) {
        public Limits {
            if (requestsPerMinute < 1 || concurrentRequests < 1 || runningJobs < 0) {
                throw new IllegalArgumentException("a limit lets at least one request through");
            }
        }
    }

    /**
     * What HiAPI's docs leave open.
     *
     * @param retryAfter whether a 429 says when to come back
     * @param resign whether each attempt of a callback is signed anew; otherwise all carry the first one's time
     * @param keepRefusals whether a refused create is kept under its idempotency key, too
     */
    public record Habits(boolean retryAfter, boolean resign, boolean keepRefusals) {}

    public SimulatorOptions {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
        if (!(pace >= 0) || pixelsAt1K < 1) {
            throw new IllegalArgumentException("pace and pixels are not negative");
        }
        if (apiKey != null && apiKey.isBlank() || callbackSecret != null && callbackSecret.isBlank()) {
            throw new IllegalArgumentException("a secret that is set is not blank; null means none");
        }
    }

    /** The documented limits (HiAPI's docs, rate limits, 2026), and times that are short enough to be pleasant. */
    public static SimulatorOptions defaults() {
        return new SimulatorOptions(
                null, 0, null, null, new Limits(60, 10, 0), new Habits(true, true, false), 1, 1024 * 1024);
    }

    public SimulatorOptions withFolder(Path folder) {
        return new SimulatorOptions(folder, port, apiKey, callbackSecret, limits, habits, pace, pixelsAt1K);
    }

    public SimulatorOptions withPort(int port) {
        return new SimulatorOptions(folder, port, apiKey, callbackSecret, limits, habits, pace, pixelsAt1K);
    }

    public SimulatorOptions withApiKey(String apiKey) {
        return new SimulatorOptions(folder, port, apiKey, callbackSecret, limits, habits, pace, pixelsAt1K);
    }

    public SimulatorOptions withCallbackSecret(String callbackSecret) {
        return new SimulatorOptions(folder, port, apiKey, callbackSecret, limits, habits, pace, pixelsAt1K);
    }

    public SimulatorOptions withLimits(int requestsPerMinute, int concurrentRequests, int runningJobs) {
        var other = new Limits(requestsPerMinute, concurrentRequests, runningJobs);
        return new SimulatorOptions(folder, port, apiKey, callbackSecret, other, habits, pace, pixelsAt1K);
    }

    public SimulatorOptions withHabits(Habits habits) {
        return new SimulatorOptions(folder, port, apiKey, callbackSecret, limits, habits, pace, pixelsAt1K);
    }

    public SimulatorOptions withPace(double pace) {
        return new SimulatorOptions(folder, port, apiKey, callbackSecret, limits, habits, pace, pixelsAt1K);
    }

    public SimulatorOptions withPixelsAt1K(int pixelsAt1K) {
        return new SimulatorOptions(folder, port, apiKey, callbackSecret, limits, habits, pace, pixelsAt1K);
    }
}
