package dev.darkroom.hiapi;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** When to look at a job that nobody calls back about. Reads and creates share one budget of requests per key. */
public final class PollSchedule {
    private PollSchedule() {}

    /**
     * How long to wait after the submission before the first look.
     *
     * @param typical how long the model typically works
     */
    public static Duration first(Duration typical) {
        return typical;
    }

    /**
     * How long to wait after a look that found the job working.
     *
     * @param elapsed since the submission
     * @param typical how long the model typically works
     * @param video whether a video is made: then the wait may grow to 30 s, else to 15 s
     * @param random for the jitter, so that tasks of one burst spread out
     * @return 2 s or more, in whole seconds
     */
    public static Duration next(Duration elapsed, Duration typical, boolean video, RandomGenerator random) {
        return Duration.ofSeconds(6);
    }
}
