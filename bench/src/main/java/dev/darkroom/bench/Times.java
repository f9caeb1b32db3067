package dev.darkroom.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How long things took, in nanoseconds. May be added to by many threads. */
final class Times {

    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

    /** Work that is measured. */
    interface Work {
        void run() throws Exception;
    }

    void measure(Work work) throws Exception {
        var began = System.nanoTime();
        work.run();
        add(System.nanoTime() - began);
    }

    void add(long taken) {
        nanos.add(taken);
    }

    int count() {
        return nanos.size();
    }

    double median() {
        return at(0.5);
    }

    /** In milliseconds; the smallest for which this share was as fast or faster. */
    double at(double share) {
        var sorted = nanos.stream().sorted().toList();
        var index = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.clamp(index, 0, sorted.size() - 1)) / 1e6;
    }

    /** Such as {@code 12.3 ms}. */
    static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : millis < 100 ? "%.1f ms" : "%.0f ms", millis);
    }

    String text(double share) {
        return millis(at(share));
    }
}
