package dev.darkroom.local.hiapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.local.hiapi.marks.Marks;
import dev.darkroom.local.hiapi.marks.RequestedMark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All jobs, in the order in which they were made, and the journal that they outlive the process in. */
final class Jobs {

    private final Map<String, SimulatedJob> byId = new LinkedHashMap<>();
    private final Map<String, SimulatedJob> open = new LinkedHashMap<>();
    private final JournalFile journal;

    Jobs(JournalFile journal) {
        this.journal = journal;
    }

    /** Takes up one line of the journal; lines of other kinds are not its own. */
    synchronized void restore(JsonNode line) {
        switch (line.path("kind").asText()) {
            case "job" -> put(JobJournalLine.read(line));
            case "end" -> change(line, job -> job.with(end(line)));
            case "marks" ->
                change(
                        line,
                        job -> job.with(job.marks()
                                .with(Marks.in(line.path("marks").asText()).list())));
            default -> {}
        }
    }

    private static SimulatedJob.End end(JsonNode line) {
        return new SimulatedJob.End(
                Instant.parse(line.path("at").asText()), line.path("code").asText(null));
    }

    private void change(JsonNode line, UnaryOperator<SimulatedJob> change) {
        find(line.path("id").asText()).map(change).ifPresent(this::put);
    }

    private void put(SimulatedJob job) {
        byId.put(job.id(), job);
        open.put(job.id(), job);
    }

    /** From here on it exists, and is billed. */
    synchronized void add(SimulatedJob job) {
        journal.add(JobJournalLine.write(job));
        put(job);
    }

    synchronized SimulatedJob end(String id, SimulatedJob.End end) {
        journal.add(line("end", id).put("at", end.at().toString()).put("code", end.code()));
        put(get(id).with(end));
        return get(id);
    }

    synchronized void mark(String id, List<RequestedMark> marks) {
        var job = get(id);
        journal.add(line("marks", id).put("marks", new Marks(marks, "").text()));
        put(job.with(job.marks().with(marks)));
    }

    private static ObjectNode line(String kind, String id) {
        return HiapiAnswer.JSON.createObjectNode().put("kind", kind).put("id", id);
    }

    synchronized Optional<SimulatedJob> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    SimulatedJob get(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("there is no job " + id));
    }

    synchronized List<SimulatedJob> all() {
        return new ArrayList<>(byId.values());
    }

    synchronized long countRunning(String account, Instant now) {
        open.values().removeIf(job -> job.isFinal(now));
        return open.values().stream()
                .filter(job -> job.account().equals(account))
                .count();
    }
}
