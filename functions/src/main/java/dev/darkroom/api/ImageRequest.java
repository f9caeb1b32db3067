package dev.darkroom.api;

import dev.darkroom.catalog.Wish;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** The body of {@code POST /api/images}, read strictly: all that is wrong with it is told at once. */
final class ImageRequest {

    /** The longest prompt that can be set, every character escaped, with room for references. */
    static final int MOST_BYTES = 512 * 1024;

    private static final Set<String> FIELDS =
            Set.of("prompt", "model", "aspectRatio", "resolution", "durationSeconds", "references");

    private ImageRequest() {}

    /** @throws Problem {@code invalid_request} with every fault that shows before the catalogue is asked */
    static Wish read(String json) {
        var fields = Fields.of(json, FIELDS, "{\"prompt\": \"a brass kettle\"}");
        var wish = new Wish(
                fields.text("prompt"),
                fields.text("model"),
                fields.text("aspectRatio"),
                fields.text("resolution"),
                fields.whole("durationSeconds"),
                fields.texts("references"));
        if (wish.prompt() == null) {
            fields.missing("prompt", "The prompt is missing.");
        }
        fields.check();
        return wish;
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
}
