package dev.darkroom.local;

import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/** The bucket's lifecycle rules, as the template has them: what was uploaded is forgotten after a while. */
record Lifecycle(S3Client store, String bucket) {

    /** How long what is under a prefix stays; a test holds it against the template. */
    static final Map<String, Duration> KEPT = Map.of("uploads/", Duration.ofDays(1), "references/", Duration.ofDays(2));

    private static final Duration APPLIED_EVERY = Duration.ofHours(1);

    void applyOn(Timeline timeline) {
        timeline.schedule(timeline.instant().plus(APPLIED_EVERY), () -> {
            applyOn(timeline);
            KEPT.forEach((prefix, kept) ->
                    store.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
                            .filter(object -> object.lastModified().plus(kept).isBefore(timeline.instant()))
                            .forEach(object -> store.deleteObject(
                                    delete -> delete.bucket(bucket).key(object.key()))));
        });
    }
}
