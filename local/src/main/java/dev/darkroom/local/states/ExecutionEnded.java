package dev.darkroom.local.states;

import java.time.Instant;

/**
 * That an execution has ended: what EventBridge tells of a "Step Functions Execution Status Change" (AWS, 2026).
 *
 * @param executionArn which
 * @param name its name
 * @param status never RUNNING
 * @param input as it was given
 * @param error why it failed or was stopped; null when it succeeded or nobody said
 * @param cause what goes with the error; null or empty when there is nothing more
 * @param at when
 */
public record ExecutionEnded(
        String executionArn,
        String name,
        ExecutionStatus status,
        String input,
        String error,
        String cause,
        Instant at) {}
