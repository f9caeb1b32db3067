package dev.darkroom.aws;

import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The gate's item as it was at one moment.
 *
 * @param running who has a place
 * @param waiting who is next, in order of arrival
 */
record GateItem(Set<String> running, List<String> waiting, Map<String, AttributeValue> slots) {

    static GateItem of(Map<String, AttributeValue> item) {
        var running = item.get("running");
        return new GateItem(
                running == null ? Set.of() : Set.copyOf(running.ss()),
                Attributes.of(item).list("waiting").stream()
                        .map(AttributeValue::s)
                        .toList(),
                item);
    }

    static String slot(long number) {
        return "slot" + number;
    }

    /** The first slot from {@code from} on that has a request left. */
    long freeSlot(long from, int perSlot) {
        var number = from;
        while (Attributes.of(slots).number(slot(number)) >= perSlot) {
            number++;
        }
        return number;
    }
}
