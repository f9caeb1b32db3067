package dev.darkroom.local.states;

/** How an execution stands; the words are the service's own. */
public enum ExecutionStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED
}
