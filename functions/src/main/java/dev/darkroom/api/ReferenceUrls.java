package dev.darkroom.api;

import dev.darkroom.catalog.Plural;
import dev.darkroom.media.MediaType;
import dev.darkroom.media.PublicUrl;
import dev.darkroom.media.Uploads;
import dev.darkroom.task.Output;
import dev.darkroom.task.Task;
import dev.darkroom.task.TaskStatus;
import dev.darkroom.task.Tasks;
import dev.darkroom.visitor.Visitors;
import java.net.URI;
import java.util.List;

/**
 * Makes addresses that the provider can read of what a request refers to: an own upload, an own earlier success, or a
 * public https address. They stay readable for as long as a task may take (docs/decisions/020).
 *
 * @param largestUpload in bytes
 */
record ReferenceUrls(Tasks tasks, Uploads uploads, URI mediaBase, long largestUpload) {

    private static final int LONGEST_URL = 2048;

    /**
     * What was referred to.
     *
     * @param urls in the visitor's order
     * @param parentTaskId the first of them that is a task's; null when none is
     */
    record Found(List<URI> urls, String parentTaskId) {}

    /**
     * Uploads are checked here, and copied to where the provider reads.
     *
     * @throws Problem {@code not_found} for what is not the visitor's, {@code invalid_request} for what cannot be used
     */
    Found resolve(List<String> references, String visitorId) {
        var urls = references.stream().map(each -> resolveOne(each, visitorId)).toList();
        var parent = references.stream().filter(each -> Visitors.isTaskId(each)).findFirst();
        return new Found(urls, parent.orElse(null));
    }

    /** Where an upload is put: a prefix for each visitor, so that nobody finds what is another's. */
    static String uploadKey(String visitorId, String uploadId) {
        return "uploads/" + visitorId + "/" + uploadId;
    }

    private URI resolveOne(String reference, String visitorId) {
        if (Visitors.isTaskId(reference)) {
            return resolveTask(reference, visitorId);
        }
        if (Visitors.isUploadId(reference)) {
            return resolveUpload(reference, visitorId);
        }
        return ofAddress(reference);
    }

    private URI resolveTask(String taskId, String visitorId) {
        var task = tasks.find(taskId)
                .filter(found -> !found.isDeleted() && found.visitor().id().equals(visitorId))
                .orElseThrow(Problem::referenceNotFound);
        return at(picture(task));
    }

    private static String picture(Task task) {
        if (task.status() != TaskStatus.SUCCESS) {
            throw unusable("The task " + task.id() + " has no result yet that could be a reference.");
        }
        return task.outputs().stream()
                .filter(output -> output.contentType().startsWith("image/"))
                .findFirst()
                .map(Output::key)
                .orElseThrow(() -> unusable("The task " + task.id() + " has no image that could be a reference."));
    }

    private URI resolveUpload(String uploadId, String visitorId) {
        var put = uploads.find(uploadKey(visitorId, uploadId)).orElseThrow(Problem::referenceNotFound);
        if (put.bytes() > largestUpload) {
            throw unusable("The upload " + uploadId + " is larger than " + Plural.of(largestUpload, "byte") + ".");
        }
        var type = put.type()
                .filter(UploadRequest.TYPES::contains)
                .orElseThrow(() -> unusable("The upload " + uploadId + " is not a PNG, JPEG or WebP picture."));
        return at(publish(put, uploadId, type));
    }

    private String publish(Uploads.Put put, String uploadId, MediaType type) {
        var key = "references/" + uploadId + "." + type.extension();
        if (!uploads.publish(put, key, type)) {
            throw unusable("The upload " + uploadId + " changed while it was being checked. Upload it again.");
        }
        return key;
    }

    private static URI ofAddress(String reference) {
        if (reference.length() <= LONGEST_URL) {
            try {
                var url = URI.create(reference);
                if (PublicUrl.is(url)) {
                    // HTTPS is https, but not to the provider's pattern.
                    return URI.create("https" + reference.substring("https".length()));
                }
            } catch (IllegalArgumentException e) {
                // Told below: it has characters that no address has.
            }
        }
        throw unusable(
                "Each reference must be the id of one of your uploads or finished images, or a public https URL.");
    }

    private URI at(String key) {
        return URI.create(mediaBase + "/" + key);
    }

    private static Problem unusable(String message) {
        return Problem.invalid("references", message);
    }
}
