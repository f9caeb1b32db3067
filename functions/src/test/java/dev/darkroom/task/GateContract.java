package dev.darkroom.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.admission.Gate;
import dev.darkroom.admission.RateSlots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Gate} keeps. */
public abstract class GateContract {

    private static final Gate.Entry AT_ONCE = new Gate.Entry.Admitted(Duration.ZERO);
    private static final Instant NOON = Specimen.NOON;

    /** A gate of its own for each call. */
    protected abstract Gate gate(RateSlots slots);

    @Test
    void whoeverFindsAPlaceGoesInAtOnceAndKeepsIt() {
        var gate = gate(RateSlots.of(2, 60));
        assertEquals(AT_ONCE, gate.enter("a", NOON));
        assertEquals(AT_ONCE, gate.enter("a", NOON), "asked again, it has its place");
        assertEquals(AT_ONCE, gate.enter("b", NOON));
        assertEquals(new Gate.Entry.Queued(0), gate.enter("c", NOON));
    }

    @Test
    void theQueueIsLetInInOrderOfArrivalAsPlacesGetFree() {
        var gate = gate(RateSlots.of(1, 600));
        gate.enter("a", NOON);
        assertEquals(new Gate.Entry.Queued(0), gate.enter("b", NOON));
        assertEquals(new Gate.Entry.Queued(1), gate.enter("c", NOON));
        assertEquals(new Gate.Entry.Queued(0), gate.enter("b", NOON), "it keeps its turn");
        assertEquals(List.of(new Gate.LetIn("b", Duration.ZERO)), gate.leave("a", NOON));
        assertEquals(AT_ONCE, gate.enter("b", NOON));
        assertEquals(List.of(), gate.leave("a", NOON), "left once is left");
        assertEquals(List.of(new Gate.LetIn("c", Duration.ZERO)), gate.leave("b", NOON));
    }

    @Test
    void whoLeavesTheQueueIsNotLetIn() {
        var gate = gate(RateSlots.of(1, 600));
        gate.enter("a", NOON);
        gate.enter("b", NOON);
        gate.enter("c", NOON);
        assertEquals(List.of(), gate.leave("b", NOON));
        assertEquals(List.of(new Gate.LetIn("c", Duration.ZERO)), gate.leave("a", NOON));
        assertEquals(List.of(), gate.leave("nobody", NOON));
    }

    @Test
    void aNewcomerDoesNotOvertakeTheQueue() {
        var gate = gate(RateSlots.of(1, 600));
        gate.enter("a", NOON);
        gate.enter("b", NOON);
        gate.leave("a", NOON);
        assertEquals(new Gate.Entry.Queued(0), gate.enter("c", NOON));
    }

    @Test
    void noMinuteHoldsMoreRequestsThanTheLimit() {
        var gate = gate(RateSlots.of(1000, 60));
        var sent = new ArrayList<Instant>();
        for (var second = 0; second < 180; second++) {
            var now = NOON.plusSeconds(second);
            while (gate.takeRequest(now).isZero()) {
                sent.add(now);
            }
        }
        for (var start : sent) {
            var end = start.plus(Duration.ofMinutes(1));
            var inMinute = sent.stream()
                    .filter(each -> !each.isBefore(start) && each.isBefore(end))
                    .count();
            assertTrue(inMinute <= 60, inMinute + " requests in the minute from " + start);
        }
        assertTrue(sent.size() >= 150, "and not much is left unused: " + sent.size());
    }

    @Test
    void whoFindsAPlaceButNoRequestIsLetInForALaterSlot() {
        var gate = gate(RateSlots.of(100, 60));
        for (var i = 0; i < 10; i++) {
            assertEquals(AT_ONCE, gate.enter("task" + i, NOON));
        }
        var later = assertInstanceOf(Gate.Entry.Admitted.class, gate.enter("late", NOON));
        assertEquals(Duration.ofSeconds(12), later.delay());
        assertEquals(AT_ONCE, gate.enter("late", NOON.plusSeconds(12)), "its slot is its own");
        assertEquals(Duration.ofSeconds(12), gate.takeRequest(NOON), "looks draw on the same requests");
    }

    @Test
    void ofManyAtOnceAsManyAsThereArePlacesGoIn() throws Exception {
        var gate = gate(RateSlots.of(10, 6000));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var entries = new ArrayList<Gate.Entry>();
            for (var future : threads.invokeAll(IntStream.range(0, 40)
                    .<java.util.concurrent.Callable<Gate.Entry>>mapToObj(i -> () -> gate.enter("task" + i, NOON))
                    .toList())) {
                entries.add(future.get());
            }
            assertEquals(10, entries.stream().filter(AT_ONCE::equals).count());
        }
        var letIn = IntStream.range(0, 40)
                .mapToObj(i -> gate.leave("task" + i, NOON))
                .mapToInt(List::size)
                .sum();
        assertTrue(letIn <= 30, "nobody is let in twice");
        assertEquals(AT_ONCE, gate(RateSlots.of(1, 60)).enter("other", NOON));
    }
}
