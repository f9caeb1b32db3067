package dev.darkroom.local.states;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * One run of a machine, as it rests between two happenings. It is all that a restart needs.
 *
 * @param input as text, as it was given
 * @param deadline when the whole execution has taken too long; null for never
 * @param visit where it is; null once it has ended
 * @param rest counts the resting places, so that an alarm set for one is not taken for another's
 * @param transitions states entered
 * @param output of an execution that succeeded; null otherwise
 * @param error why it ended otherwise; may be null then, too
 * @param endedAt null while it runs
 */
@JsonIgnoreProperties("variables") // what was kept before 2026-11-29 has them
record Execution(
        String machine,
        String name,
        String input,
        Instant startedAt,
        Instant deadline,
        ExecutionStatus status,
        StateVisit visit,
        long rest,
        int transitions,
        List<HistoryEvent> events,
        JsonNode output,
        String error,
        String cause,
        Instant endedAt) {

    Execution {
        events = List.copyOf(events);
    }

    String arn() {
        return Arns.execution(machine, name);
    }

    @JsonIgnore
    boolean isOpen() {
        return status == ExecutionStatus.RUNNING;
    }

    /** The attempt at a Task that is under way under this token. */
    boolean works(String token) {
        return isOpen()
                && visit.phase() instanceof Phase.Working working
                && working.token().equals(token);
    }

    ExecutionEnded ended() {
        return new ExecutionEnded(arn(), name, status, input, error, cause, endedAt);
    }
}
