package dev.darkroom.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.darkroom.admission.Breaker;
import dev.darkroom.admission.ProviderHealth;
import dev.darkroom.admission.ProviderQueue;
import dev.darkroom.admission.RateSlots;
import dev.darkroom.hiapi.HiapiFailureKind;
import dev.darkroom.metrics.MetricEvent;
import dev.darkroom.task.Failure;
import dev.darkroom.task.Job;
import dev.darkroom.task.MemoryFlow;
import dev.darkroom.task.MemoryGate;
import dev.darkroom.task.MemoryTasks;
import dev.darkroom.task.Specimen;
import dev.darkroom.task.TaskStatus;
import dev.darkroom.task.TemporarilyUnavailable;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** Five refusals pause the site: one task, however often this step is repeated, is one of them. */
    @Test
    void whatOnlyTheOwnerCanFixIsCountedByWhoeverEndsTheTask() {
        var refusals = new AtomicInteger();
        var breaker = Breaker.class.cast(Proxy.newProxyInstance(
                Breaker.class.getClassLoader(),
                new Class<?>[] {Breaker.class},
                (_, _, _) -> refusals.incrementAndGet() >= Breaker.REFUSALS));
        var late = new MemoryTasks() {
            private int failures = 4;

            @Override
            public synchronized boolean fail(String id, Failure failure, Instant now) {
                if (failures-- > 0) {
                    throw new TemporarilyUnavailable("the table did not answer", null);
                }
                return super.fail(id, failure, now);
            }
        };
        var task = Specimen.task();
        late.open(task, Specimen.AMPLE);
        late.saveReport(task.id(), null, new Job.Report.Failed(HiapiFailureKind.BALANCE.failure()));
        var clock = InstantSource.fixed(Specimen.NOON);
        var giveUp = new GiveUp(
                late,
                new ProviderQueue(gate, late, new MemoryFlow(), 10, clock),
                new ProviderHealth(breaker, metered::add, clock),
                metered::add,
                clock);
        Map<String, String> input = Map.of("taskId", task.id(), "error", "dev.darkroom.hiapi.HiapiRefused");

        for (var i = 0; i < 4; i++) {
            assertThrows(TemporarilyUnavailable.class, () -> giveUp.handleRequest(input, null));
        }
        giveUp.handleRequest(input, null);
        giveUp.handleRequest(input, null);

        assertEquals(1, refusals.get());
        assertEquals(
                List.of("task", "provider_refused"),
                metered.stream().map(MetricEvent::event).toList());
    }

    @Test
    void aTaskThatIsGoneIsNoError() {
        assertEquals(Map.of("taskId", "gone"), giveUp("gone"));
        assertEquals(List.of(), metered);
    }
}
