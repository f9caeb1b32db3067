package dev.darkroom.bench;

import java.util.List;

/**
 * What goes wrong with one task in twenty, and how that task must end all the same.
 *
 * @param marks as docs/simulated-hiapi.md has them
 * @param billed whether the provider makes a job of it
 */
record Fault(String marks, boolean succeeds, boolean billed) {

    private static final List<Fault> ALL = List.of(
            good(""),
            good("[[429x2]]"),
            good("[[503x2]]"),
            good("[[500]]"),
            good("[[drop]]"),
            good("[[slow=3]]"),
            good("[[status=weird]]"),
            good("[[nocallback]]"),
            good("[[nocallback]] [[garbledx2]]"),
            good("[[nocallback]] [[429readsx2]]"),
            good("[[callbackx3]]"),
            good("[[early]]"),
            good("[[forged]]"),
            good("[[stale]]"),
            good("[[expiredx1]]"),
            good("[[shortx1]]"),
            bad("[[fail]]"),
            bad("[[nooutput]]"),
            bad("[[garbage]]"),
            new Fault("[[400]]", false, false));

    private static Fault good(String marks) {
        return new Fault(marks, true, true);
    }

    private static Fault bad(String marks) {
        return new Fault(marks, false, true);
    }

    /** By turns, so that there is as much of each. */
    static Fault of(int number) {
        return ALL.get(number % ALL.size());
    }
}
