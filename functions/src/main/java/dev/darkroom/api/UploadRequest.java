package dev.darkroom.api;

import dev.darkroom.catalog.Plural;
import dev.darkroom.media.MediaType;
import java.util.List;
import java.util.Set;

/**
 * The body of {@code POST /api/uploads}.
 *
 * @param type what the file is said to be
 * @param bytes how long it is said to be
 */
record UploadRequest(MediaType type, long bytes) {

    /** What models take as references: the types that every one of the provider's pages names. */
    static final List<MediaType> TYPES = List.of(MediaType.PNG, MediaType.JPEG, MediaType.WEBP);

    static final int MOST_BYTES = 4096;

    private static final Set<String> FIELDS = Set.of("contentType", "bytes");

    /** @throws Problem {@code invalid_request} with every fault */
    static UploadRequest read(String json, long largest) {
        var fields = JsonFields.of(json, FIELDS, "{\"contentType\": \"image/png\", \"bytes\": 120000}");
        var contentType = fields.readString("contentType");
        var bytes = fields.readInteger("bytes");
        var type = TYPES.stream()
                .filter(each -> each.contentType().equals(contentType))
                .findFirst();
        if (type.isEmpty()) {
            fields.addMissing("contentType", "The contentType must be one of image/png, image/jpeg, image/webp.");
        }
        if (bytes == null || bytes < 1 || bytes > largest) {
            fields.addMissing("bytes", "The file must have " + Plural.of(1, largest, "byte") + ".");
        }
        fields.check();
        return new UploadRequest(type.orElseThrow(), bytes);
    }
}
