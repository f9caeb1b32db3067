package dev.darkroom.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What goes wrong with a task, and how it must end all the same: each of the faults below meets one task in twenty, at
 * most one of each kind the same task.
 *
 * @param marks as docs/simulated-hiapi.md has them
 * @param billed whether the provider makes a job of it
 */
record Fault(String marks, boolean succeeds, boolean billed) {

    private static final Fault NONE = new Fault("", true, true);
    private static final int ONE_IN = 20;

    /** Of each kind at most one: two of them would undo each other. */
    private static final List<List<Fault>> KINDS = List.of(
            List.of(
                    good("[[429x2]]"),
                    good("[[503x2]]"),
                    good("[[500]]"),
                    good("[[drop]]"),
                    good("[[slow=3]]"),
                    new Fault("[[400]]", false, false)),
            List.of(good("[[status=weird]]"), bad("[[fail]]"), bad("[[nooutput]]"), bad("[[stuck]]")),
            List.of(good("[[garbledx2]]"), good("[[429readsx2]]"), good("[[slowreads=2]]")),
            List.of(
                    good("[[nocallback]]"),
                    good("[[callbackx3]]"),
                    good("[[late=5]]"),
                    good("[[forged]]"),
                    good("[[stale]]"),
                    good("[[unsigned]]"),
                    good("[[oversized]]"),
                    good("[[stranger]]")),
            List.of(
                    good("[[expiredx1]]"),
                    good("[[gonex1]]"),
                    good("[[htmlx1]]"),
                    good("[[emptyx1]]"),
                    good("[[shortx1]]"),
                    good("[[garbagex1]]"),
                    good("[[chunked]]"),
                    good("[[trickle=2]]"),
                    good("[[redirect]]"),
                    bad("[[expired]]"),
                    bad("[[garbage]]")));

    private static Fault good(String marks) {
        return new Fault(marks, true, true);
    }

    private static Fault bad(String marks) {
        return new Fault(marks, false, true);
    }

    static Fault drawnBy(RandomGenerator random) {
        var met = new ArrayList<Fault>();
        for (var kind : KINDS) {
            var drawn = random.nextInt(ONE_IN);
            met.add(drawn < kind.size() ? kind.get(drawn) : NONE);
        }
        return met.stream().reduce(NONE, Fault::with);
    }

    private Fault with(Fault other) {
        return new Fault((marks + " " + other.marks).strip(), succeeds && other.succeeds, billed && other.billed);
    }
}
