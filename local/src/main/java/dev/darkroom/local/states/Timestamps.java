package dev.darkroom.local.states;

import java.time.Instant;

/** Instants as the service's protocol has them: epoch seconds. */
final class Timestamps {

    private Timestamps() {}

    static double epochSeconds(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }
}
