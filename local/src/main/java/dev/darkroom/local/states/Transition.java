package dev.darkroom.local.states;

import java.util.Map;
import java.util.Optional;

/**
 * How a state is left.
 *
 * @param next the next state; empty for the end of the execution
 * @param output what the next state gets, or the execution gives; empty for the state's own default
 * @param assign variables to set
 */
record Transition(Optional<String> next, Optional<PayloadTemplate> output, Map<String, PayloadTemplate> assign) {

    Transition {
        assign = Map.copyOf(assign);
    }
}
