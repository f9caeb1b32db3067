package dev.darkroom.api;

import dev.darkroom.catalog.ImageOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** The body of {@code POST /api/images}, read strictly: all that is wrong with it is told at once. */
final class CreateTaskBody {

    /** The longest prompt that can be set, every character escaped, with room for references. */
    static final int MOST_BYTES = 512 * 1024;

    private static final Set<String> FIELDS =
            Set.of("prompt", "model", "aspectRatio", "resolution", "durationSeconds", "references");

    private CreateTaskBody() {}

    /** @throws Problem {@code invalid_request} with every fault that shows before the catalogue is asked */
    static ImageOptions read(String json) {
        var fields = JsonFields.of(json, FIELDS, "{\"prompt\": \"a brass kettle\"}");
        var options = new ImageOptions(
                fields.readString("prompt"),
                fields.readString("model"),
                fields.readString("aspectRatio"),
                fields.readString("resolution"),
                fields.readInteger("durationSeconds"),
                fields.readStrings("references"));
        if (options.prompt() == null) {
            fields.addMissing("prompt", "The prompt is missing.");
        }
        fields.check();
        return options;
    }

    /** The same options give the same fingerprint, however its JSON was written. */
    static String fingerprint(ImageOptions options) {
        var canonical = Json.write(List.of(
                options.prompt(),
                String.valueOf(options.model()),
                String.valueOf(options.aspectRatio()),
                String.valueOf(options.resolution()),
                String.valueOf(options.durationSeconds()),
                options.references()));
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
