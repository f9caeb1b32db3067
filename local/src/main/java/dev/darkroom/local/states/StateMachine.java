package dev.darkroom.local.states;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A state machine, checked whole.
 *
 * @param definition its text after substitution
 * @param timeout how long an execution may take
 */
record StateMachine(
        String name, String definition, String startAt, Map<String, State> states, Optional<Duration> timeout) {

    StateMachine {
        states = Map.copyOf(states);
    }

    String arn() {
        return Arns.machine(name);
    }

    State state(String stateName) {
        return states.get(stateName);
    }
}
