package dev.darkroom.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.catalog.Wish;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** The body of {@code POST /api/images}, read strictly: all that is wrong with it is told at once. */
final class ImageRequest {

    /** The longest prompt that can be set, every character escaped, with room for references. */
    static final int MOST_BYTES = 512 * 1024;

    private static final Set<String> FIELDS =
            Set.of("prompt", "model", "aspectRatio", "resolution", "durationSeconds", "references");

    private final JsonNode body;
    private final List<Problem.Fault> faults = new ArrayList<>();

    private ImageRequest(JsonNode body) {
        this.body = body;
    }

    /** @throws Problem {@code invalid_request} with every fault that shows before the catalogue is asked */
    static Wish read(String json) {
        var body = Json.read(json);
        if (!body.isObject()) {
            throw Problem.invalid("", "The body must be a JSON object such as {\"prompt\": \"a brass kettle\"}.");
        }
        return new ImageRequest(body).wish();
    }

    /** The same wish gives the same fingerprint, however its JSON was written. */
    static String fingerprint(Wish wish) {
        var canonical = Json.write(List.of(
                wish.prompt(),
                String.valueOf(wish.model()),
                String.valueOf(wish.aspectRatio()),
                String.valueOf(wish.resolution()),
                String.valueOf(wish.durationSeconds()),
                wish.references()));
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private Wish wish() {
        for (var name : (Iterable<String>) body::fieldNames) {
            if (!FIELDS.contains(name)) {
                fault(name, "There is no field of this name; known are " + String.join(", ", sorted()) + ".");
            }
        }
        var wish = new Wish(
                text("prompt"),
                text("model"),
                text("aspectRatio"),
                text("resolution"),
                seconds("durationSeconds"),
                texts("references"));
        if (wish.prompt() == null && !hasFault("prompt")) {
            fault("prompt", "The prompt is missing.");
        }
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return wish;
    }

    private String text(String name) {
        var node = body.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            fault(name, "The field " + name + " must be a text.");
            return null;
        }
        return node.textValue();
    }

    private Integer seconds(String name) {
        var node = body.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            fault(name, "The field " + name + " must be a whole number.");
            return null;
        }
        return node.intValue();
    }

    private List<String> texts(String name) {
        var node = body.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        var texts = new ArrayList<String>();
        node.forEach(each -> texts.add(each.textValue()));
        if (!node.isArray() || texts.contains(null)) {
            fault(name, "The field " + name + " must be a list of texts.");
            return List.of();
        }
        return texts;
    }

    private void fault(String field, String message) {
        faults.add(new Problem.Fault(field, message));
    }

    private boolean hasFault(String field) {
        return faults.stream().anyMatch(fault -> fault.field().equals(field));
    }

    private static List<String> sorted() {
        return FIELDS.stream().sorted().toList();
    }
}
