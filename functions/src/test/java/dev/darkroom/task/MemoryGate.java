package dev.darkroom.task;

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

    private final Pacing pacing;
    private final Set<String> running = new HashSet<>();
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Map<Long, Integer> slots = new HashMap<>();

    public MemoryGate(Pacing pacing) {
        this.pacing = pacing;
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
    public synchronized Set<String> inside() {
        return Set.copyOf(running);
    }

    @Override
    public synchronized Duration request(Instant now) {
        var current = pacing.slotOf(now);
        var slot = freeSlot(current);
        if (slot == current) {
            slots.merge(slot, 1, Integer::sum);
        }
        return pacing.until(slot, now);
    }

    private List<LetIn> letIn(Instant now) {
        var letIn = new ArrayList<LetIn>();
        while (!waiting.isEmpty() && running.size() < pacing.places()) {
            var slot = freeSlot(pacing.slotOf(now));
            slots.merge(slot, 1, Integer::sum);
            running.add(waiting.getFirst());
            letIn.add(new LetIn(waiting.removeFirst(), pacing.until(slot, now)));
        }
        return letIn;
    }

    private long freeSlot(long from) {
        var slot = from;
        while (slots.getOrDefault(slot, 0) >= pacing.perSlot()) {
            slot++;
        }
        return slot;
    }
}
