package dev.darkroom.hiapi;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to look at a job that nobody calls back about. Reads and creates share one budget of requests per key, and
 * looking every 3 s would let three jobs use it up (HiAPI's limits: 60 a minute, 2026). So the first look comes when
 * the job is nearly due, the next ones soon after, and the later it gets the rarer they are.
 *
 * <p>The shares below were chosen by simulation: they are what lets a 60 s image be seen within 6 s, at the median, by
 * no more than 5 looks, for every typical time from 45 to 60 s. The test holds that.
 */
public final class ProviderPolling {
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST_FOR_IMAGE = Duration.ofSeconds(15);
    private static final Duration LONGEST_FOR_VIDEO = Duration.ofSeconds(30);
    /** When the first look comes, as a share of the typical time. */
    private static final double DUE = 0.9;
    /** The first wait after it, as a share of the typical time. */
    private static final double STEP = 0.12;
    /** How much the wait grows with every second that the job is overdue. */
    private static final double GROWTH = 0.1;
    /** How far a wait is stretched or shortened at most, so that the tasks of one burst spread out. */
    private static final double JITTER = 0.2;

    private ProviderPolling() {}

    /**
     * How long to wait after the submission before the first look.
     *
     * @param typical how long the model typically works
     * @return 2 s or more, in whole seconds
     */
    public static Duration first(Duration typical) {
        return wholeSeconds(seconds(typical) * DUE);
    }

    /**
     * How long to wait after a look that found the job working.
     *
     * @param elapsed since the submission
     * @param typical how long the model typically works
     * @param video whether a video is made: then the wait may grow to 30 s, else to 15 s
     * @param random for the jitter
     * @return 2 s or more, in whole seconds
     */
    public static Duration next(Duration elapsed, Duration typical, boolean video, RandomGenerator random) {
        var longest = video ? LONGEST_FOR_VIDEO : LONGEST_FOR_IMAGE;
        var overdue = seconds(elapsed) - seconds(first(typical));
        var wait = overdue < 0 ? -overdue : seconds(typical) * STEP + overdue * GROWTH;
        var jittered = Math.min(wait, seconds(longest)) * (1 + JITTER * (2 * random.nextDouble() - 1));
        return min(longest, wholeSeconds(jittered));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static Duration wholeSeconds(double seconds) {
        var whole = Duration.ofSeconds(Math.round(seconds));
        return whole.compareTo(SHORTEST) < 0 ? SHORTEST : whole;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
