package dev.darkroom.local.states;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps nothing beyond the process. */
final class MemoryJournal implements ExecutionJournal {

    private final Map<String, Execution> retired = new ConcurrentHashMap<>();

    @Override
    public void save(Execution execution) {}

    @Override
    public void retire(Execution execution) {
        retired.put(execution.name(), execution);
    }

    @Override
    public List<Execution> listUnfinished() {
        return List.of();
    }

    @Override
    public Optional<Execution> findRetired(String name) {
        return Optional.ofNullable(retired.get(name));
    }

    @Override
    public List<Execution> listRetired() {
        return List.copyOf(retired.values());
    }
}
