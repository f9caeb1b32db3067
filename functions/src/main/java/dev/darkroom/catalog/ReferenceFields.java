package dev.darkroom.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * How reference images are passed: all in one list, or each in a field of its own.
 *
 * @param providerModel the provider's name of the model that takes them: for some it is another than without
 * @param field the field of the list; null where {@code frames} is given
 * @param frames the fields, in the order in which references fill them; null where {@code field} is given
 * @param max how many there may be; left out with {@code frames}
 */
public record ReferenceFields(String providerModel, String field, List<String> frames, Integer max) {

    public ReferenceFields {
        Objects.requireNonNull(providerModel, "providerModel");
        if ((field == null) == (frames == null) || (field == null) != (max == null)) {
            throw new IllegalArgumentException("references have either field and max, or frames");
        }
        frames = frames == null ? null : List.copyOf(frames);
        max = frames == null ? max : Integer.valueOf(frames.size());
        if (max < 1) {
            throw new IllegalArgumentException("a model that takes references takes at least one");
        }
    }

    void writeTo(ObjectNode input, List<URI> urls) {
        if (urls.size() > max) {
            throw new IllegalArgumentException("at most " + Plural.of(max, "reference") + ", not " + urls.size());
        }
        if (frames == null) {
            var list = input.putArray(field);
            urls.forEach(url -> list.add(url.toASCIIString()));
            return;
        }
        for (var at = 0; at < urls.size(); at++) {
            input.put(frames.get(at), urls.get(at).toASCIIString());
        }
    }
}
