package dev.darkroom.local.states;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps nothing beyond the process. */
final class MemoryJournal implements Journal {

    private final Map<String, Execution> retired = new ConcurrentHashMap<>();

    @Override
    public void save(Execution execution) {}

    @Override
    public void retire(Execution execution) {
        retired.put(execution.name(), execution);
    }

    @Override
    public List<Execution> unfinished() {
        return List.of();
    }

    @Override
    public Optional<Execution> retired(String name) {
        return Optional.ofNullable(retired.get(name));
    }

    @Override
    public List<Execution> allRetired() {
        return List.copyOf(retired.values());
    }
}
