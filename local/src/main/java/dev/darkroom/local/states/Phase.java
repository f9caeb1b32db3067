package dev.darkroom.local.states;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** What a running execution rests on, until something happens. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Phase.Working.class, name = "working"),
    @JsonSubTypes.Type(value = Phase.Sleeping.class, name = "sleeping"),
    @JsonSubTypes.Type(value = Phase.BackingOff.class, name = "backingOff")
})
sealed interface Phase {

    /**
     * One attempt at a Task.
     *
     * @param token names this attempt; the function gets it only when the state waits for it
     * @param payload what the function is given
     * @param timeoutAt when the attempt has taken too long; null for never
     * @param returned whether the call has returned, so that a restart does not make it again
     */
    record Working(String token, JsonNode payload, Instant timeoutAt, boolean returned) implements Phase {}

    /** In a Wait. */
    record Sleeping(Instant until) implements Phase {}

    /** Before the next attempt at a Task. */
    record BackingOff(Instant until) implements Phase {}
}
