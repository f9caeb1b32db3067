package dev.darkroom.local.states;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * One line of an execution's history; its id is its place, from 1.
 *
 * @param type the service's name for it, such as {@code TaskStateEntered}
 * @param state the state it happened in; null for the execution's own
 * @param error what went wrong; null when nothing did
 * @param cause what goes with the error
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HistoryEvent(String type, Instant at, String state, String error, String cause) {}
