package dev.darkroom.metrics;

/** Where events go. It keeps no sums: whoever reads the lines adds them up. */
public interface Meter {

    /** Writes one line; it never fails the work that it tells of. */
    void write(MetricEvent reading);
}
