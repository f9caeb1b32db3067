package dev.darkroom;

import java.util.stream.Stream;

/** What a store other than S3 needs: a bucket, a region and keys of its own. None of AWS's are right for it. */
final class OwnStore {

    private OwnStore() {}

    /** @throws BadSetting with a sentence for each that is missing */
    static void check(Settings settings) {
        var keys = settings.optional("MEDIA_SECRET_ARN").isPresent()
                ? Stream.<String>empty()
                : Stream.of("MEDIA_S3_ACCESS_KEY_ID", "MEDIA_S3_SECRET_ACCESS_KEY");
        var missing = Stream.concat(Stream.of("MEDIA_BUCKET", "MEDIA_S3_REGION"), keys)
                .filter(name -> settings.optional(name).isEmpty())
                .toList();
        if (settings.optional("MEDIA_S3_ENDPOINT").isPresent() && !missing.isEmpty()) {
            throw new BadSetting(missing, "is missing, and MEDIA_S3_ENDPOINT needs it");
        }
    }
}
