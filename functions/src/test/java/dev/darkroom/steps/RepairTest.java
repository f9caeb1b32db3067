package dev.darkroom.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.admission.ProviderQueue;
import dev.darkroom.admission.RateSlots;
import dev.darkroom.metrics.MetricEvent;
import dev.darkroom.task.MemoryFlow;
import dev.darkroom.task.MemoryGate;
import dev.darkroom.task.MemoryTasks;
import dev.darkroom.task.Specimen;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepairTest {

    private static final Duration QUEUE_DEADLINE = Duration.ofHours(1);

    private final MemoryTasks tasks = new MemoryTasks();
    private final MemoryFlow flow = new MemoryFlow();
    private final MemoryGate gate = new MemoryGate(RateSlots.of(10, 60));
    private final List<MetricEvent> metered = new ArrayList<>();

    private Map<String, Object> repairAfter(Duration time) {
        var clock = InstantSource.fixed(Specimen.NOON.plus(time));
        var queue = new ProviderQueue(gate, tasks, flow, 10, clock);
        return new Repair(tasks, flow, queue, metered::add, QUEUE_DEADLINE, clock).handleRequest(Map.of(), null);
    }

    @Test
    void aTaskThatNobodyCarriesAnyMoreIsStartedAgain() {
        var id = Specimen.task().id();
        tasks.open(Specimen.task(id, Specimen.visitor(), "fingerprint", Specimen.NOON), Specimen.AMPLE);

        assertEquals(Map.of("repaired", 0L, "freed", 0L), repairAfter(Duration.ofMinutes(75)));
        assertEquals(Map.of("repaired", 1L, "freed", 0L), repairAfter(Duration.ofMinutes(76)));

        assertEquals(List.of("start " + id + "-r1 " + id + " 60"), flow.calls);
        assertEquals(
                List.of("open", "open"),
                metered.stream().map(MetricEvent::event).toList());
    }

    @Test
    void thePlaceOfWhatHasEndedIsFreed() {
        gate.enter("gone", Specimen.NOON);

        assertEquals(Map.of("repaired", 0L, "freed", 1L), repairAfter(Duration.ZERO));
    }
}
