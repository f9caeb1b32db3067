package dev.darkroom.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.admission.ProviderHealth;
import dev.darkroom.admission.ProviderQueue;
import dev.darkroom.admission.RateSlots;
import dev.darkroom.metrics.MetricEvent;
import dev.darkroom.task.MemoryFlow;
import dev.darkroom.task.MemoryGate;
import dev.darkroom.task.MemoryTasks;
import dev.darkroom.task.Specimen;
import dev.darkroom.task.TaskStatus;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GiveUpTest {

    private final MemoryTasks tasks = new MemoryTasks();
    private final MemoryGate gate = new MemoryGate(RateSlots.of(10, 60));
    private final List<MetricEvent> metered = new ArrayList<>();

    private Map<String, Object> giveUp(String taskId) {
        var clock = InstantSource.fixed(Specimen.NOON);
        var queue = new ProviderQueue(gate, tasks, new MemoryFlow(), 10, clock);
        return new GiveUp(tasks, queue, new ProviderHealth(null, metered::add, clock), metered::add, clock)
                .handleRequest(Map.of("taskId", taskId, "error", DeadlinePassed.class.getName()), null);
    }

    @Test
    void aTaskFailsOnceWithTheErrorsReasonAndLeavesItsPlace() {
        var task = Specimen.task();
        tasks.open(task, Specimen.AMPLE);
        gate.enter(task.id(), Specimen.NOON);

        for (var i = 0; i < 2; i++) {
            assertEquals(Map.of("taskId", task.id()), giveUp(task.id()));
        }

        var failed = tasks.find(task.id()).orElseThrow();
        assertEquals(TaskStatus.FAIL, failed.status());
        assertEquals("timed_out", failed.failure().code());
        assertEquals(List.of("task"), metered.stream().map(MetricEvent::event).toList());
        assertEquals(Set.of(), gate.listInside());
    }

    @Test
    void aTaskThatIsGoneIsNoError() {
        assertEquals(Map.of("taskId", "gone"), giveUp("gone"));
        assertEquals(List.of(), metered);
    }
}
