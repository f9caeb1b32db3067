package dev.darkroom.task;

import dev.darkroom.admission.Gate;
import dev.darkroom.admission.RateSlots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@link Gate} in memory, for tests that need thousands of journeys. Held to the same contract as the table's. */
public final class MemoryGate implements Gate {

    private final RateSlots rate;
    private final Set<String> running = new HashSet<>();
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Map<Long, Integer> slots = new HashMap<>();

    public MemoryGate(RateSlots rate) {
        this.rate = rate;
    }

    @Override
    public synchronized Entry enter(String taskId, Instant now) {
        if (running.contains(taskId)) {
            return new Entry.Admitted(Duration.ZERO);
        }
        if (!waiting.contains(taskId)) {
            waiting.addLast(taskId);
        }
        return letIn(now).stream()
                .filter(letIn -> letIn.taskId().equals(taskId))
                .findFirst()
                .<Entry>map(letIn -> new Entry.Admitted(letIn.delay()))
                .orElseGet(() -> new Entry.Queued(List.copyOf(waiting).indexOf(taskId)));
    }

    @Override
    public synchronized List<LetIn> leave(String taskId, Instant now) {
        running.remove(taskId);
        waiting.remove(taskId);
        return letIn(now);
    }

    @Override
    public synchronized Set<String> listInside() {
        return Set.copyOf(running);
    }

    @Override
    public synchronized Duration takeRequest(Instant now) {
        var current = rate.slotOf(now);
        var slot = freeSlot(current);
        if (slot == current) {
            slots.merge(slot, 1, Integer::sum);
        }
        return rate.until(slot, now);
    }

    private List<LetIn> letIn(Instant now) {
        var letIn = new ArrayList<LetIn>();
        while (!waiting.isEmpty() && running.size() < rate.places()) {
            var slot = freeSlot(rate.slotOf(now));
            slots.merge(slot, 1, Integer::sum);
            running.add(waiting.getFirst());
            letIn.add(new LetIn(waiting.removeFirst(), rate.until(slot, now)));
        }
        return letIn;
    }

    private long freeSlot(long from) {
        var slot = from;
        while (slots.getOrDefault(slot, 0) >= rate.perSlot()) {
            slot++;
        }
        return slot;
    }
}
