package dev.darkroom.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes and reads the attributes of one item or map; a null value is an absent attribute. */
final class Attributes {

    private final Map<String, AttributeValue> values;

    private Attributes(Map<String, AttributeValue> values) {
        this.values = values;
    }

    static Attributes empty() {
        return new Attributes(new LinkedHashMap<>());
    }

    static Attributes of(Map<String, AttributeValue> values) {
        return new Attributes(values);
    }

    Map<String, AttributeValue> toMap() {
        return values;
    }

    Attributes put(String name, AttributeValue value) {
        if (value != null) {
            values.put(name, value);
        }
        return this;
    }

    Attributes put(String name, String text) {
        return put(name, text == null ? null : AttributeValue.fromS(text));
    }

    Attributes put(String name, Number number) {
        return put(name, number == null ? null : AttributeValue.fromN(number.toString()));
    }

    Attributes put(String name, Instant instant) {
        return put(name, instant == null ? null : instant.toString());
    }

    Attributes put(String name, List<AttributeValue> list) {
        return put(name, list.isEmpty() ? null : AttributeValue.fromL(list));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name) {
        var value = values.get(name);
        return value == null ? null : value.s();
    }

    Integer integer(String name) {
        var value = values.get(name);
        return value == null ? null : Integer.valueOf(value.n());
    }

    long number(String name) {
        var value = values.get(name);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    boolean flag(String name) {
        return values.get(name).bool();
    }

    Instant instant(String name) {
        var value = values.get(name);
        return value == null ? null : Instant.parse(value.s());
    }

    Duration seconds(String name) {
        return Duration.ofSeconds(number(name));
    }

    Attributes map(String name) {
        return of(values.get(name).m());
    }

    List<AttributeValue> list(String name) {
        var value = values.get(name);
        return value == null ? List.of() : value.l();
    }
}
