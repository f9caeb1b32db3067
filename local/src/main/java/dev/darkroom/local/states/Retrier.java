package dev.darkroom.local.states;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * One element of {@code Retry}.
 *
 * @param interval before the first retry
 * @param backoffRate what each further interval is multiplied by
 * @param maxAttempts how many retries this retrier allows in one visit of the state; 0 for none
 * @param maxDelay the longest interval; null for no bound
 * @param fullJitter whether the true delay is anything from nothing to the interval
 */
record Retrier(
        ErrorNames errors,
        Duration interval,
        double backoffRate,
        int maxAttempts,
        Duration maxDelay,
        boolean fullJitter) {

    /** @param made how many retries of this retrier were made already */
    Duration delay(int made, RandomGenerator random) {
        var seconds = interval.toSeconds() * Math.pow(backoffRate, made);
        var most = maxDelay == null ? Seconds.MOST : maxDelay.toSeconds();
        var millis = Math.round(Math.min(seconds, most) * 1000);
        return Duration.ofMillis(fullJitter ? random.nextLong(millis + 1) : millis);
    }
}
