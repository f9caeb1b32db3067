package dev.darkroom.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * A stay in one state.
 *
 * @param retries how many retries each retrier has made, in the order of the definition
 * @param phase what it rests on
 */
record StateVisit(String state, JsonNode input, Instant enteredAt, List<Integer> retries, Phase phase) {

    StateVisit {
        retries = List.copyOf(retries);
    }

    int retryCount() {
        return retries.stream().mapToInt(Integer::intValue).sum();
    }
}
