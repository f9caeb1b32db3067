package dev.darkroom.local;

import dev.darkroom.local.hiapi.SimulatedHiapi;
import dev.darkroom.local.states.StepFunctions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A system to throw faults at: the real state machine, handlers and provider, on whatever stores. */
interface World extends AutoCloseable {

    /** Somebody with a cookie, who asks for everything here. */
    Caller visitor();

    ManualTimeline timeline();

    default Reply get(String path) {
        return visitor().get(path);
    }

    default Reply post(String path, String json, String... headers) {
        return visitor().post(path, json, headers);
    }

    default Reply delete(String path) {
        return visitor().delete(path);
    }

    /** Moves the world on, running all that falls due on the way. */
    default void advance(Duration step) {
        timeline().advance(step);
    }

    default Instant now() {
        return timeline().instant();
    }

    /** The provider's id of the task's job. */
    default String jobOf(String taskId) {
        return provider().jobs().stream()
                .filter(job -> taskId.equals(job.key()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Override
    void close();

    /** Stops it and starts it again on the same data, at the same moment. */
    void restart();

    SimulatedHiapi provider();

    StepFunctions states();

    /** How many bytes are served under an output's URL; -1 when nothing is. */
    long served(String url);

    /** Where it keeps what outlives it; executions are in {@code states}. */
    Path data();

    /** All that the state machine keeps of an execution: its snapshot, with inputs, outputs and events. */
    default String historyOf(String taskId) {
        try (var files = Files.walk(data().resolve("states"))) {
            return Files.readString(
                    files.filter(file -> file.getFileName().toString().startsWith(taskId))
                            .findFirst()
                            .orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on, or no longer, things go wrong by themselves, if this world knows how. */
    default void trouble(boolean on) {}

    /** Looks for what only this world can see. */
    default void check(String about) {}

    /** Moves on to a moment after the next midnight, when all counts are zero. */
    default void startANewDay() {
        var tomorrow = LocalDate.ofInstant(now(), ZoneOffset.UTC).plusDays(1);
        var midnight = tomorrow.atStartOfDay(ZoneOffset.UTC).toInstant();
        advance(Duration.between(now(), midnight).plusSeconds(1));
    }
}
