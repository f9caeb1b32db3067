package dev.darkroom.metrics;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One line of what happened: words to search by, and numbers to add up. Its words are ids, codes and names of our own,
 * never what a visitor wrote, an address or a secret.
 *
 * @param event what happened, such as {@code task}
 * @param words its properties, in order; those that are null are left out
 * @param numbers its metrics
 */
public record MetricEvent(String event, Map<String, Object> words, Map<Metric, Number> numbers) {

    public MetricEvent {
        Objects.requireNonNull(event, "event");
        words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
        numbers = Collections.unmodifiableMap(ordered(numbers));
    }

    public static MetricEvent of(String event) {
        return new MetricEvent(event, Map.of(), Map.of());
    }

    public MetricEvent with(String name, Object word) {
        if (word == null) {
            return this;
        }
        var more = new LinkedHashMap<>(words);
        more.put(name, word);
        return new MetricEvent(event, more, numbers);
    }

    public MetricEvent with(Metric metric, Number number) {
        if (number == null) {
            return this;
        }
        var more = ordered(numbers);
        more.put(metric, number);
        return new MetricEvent(event, words, more);
    }

    /** In seconds, to the millisecond. */
    public MetricEvent with(Metric metric, Duration time) {
        return with(metric, time.toMillis() / 1000.0);
    }

    private static Map<Metric, Number> ordered(Map<Metric, Number> numbers) {
        var ordered = new EnumMap<Metric, Number>(Metric.class);
        ordered.putAll(numbers);
        return ordered;
    }
}
