package dev.darkroom.api;

import dev.darkroom.task.Output;
import dev.darkroom.task.Task;
import dev.darkroom.task.TaskStatus;
import dev.darkroom.task.Tasks;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** What a request refers to, as addresses that the provider can read: an own earlier success, or an https address. */
record References(Tasks tasks, URI mediaBase) {

    private static final Pattern HTTPS = Pattern.compile("https://[^\\s/@]+(/\\S*)?");

    /** @throws Problem {@code not_found} for what is not the visitor's, {@code invalid_request} for what is no reference */
    List<URI> urls(List<String> references, String visitorId) {
        return references.stream().map(each -> url(each, visitorId)).toList();
    }

    private URI url(String reference, String visitorId) {
        if (Keyed.ID.matcher(reference).matches()) {
            var image = tasks.find(reference)
                    .filter(task -> isOwnSuccess(task, visitorId))
                    .flatMap(task -> task.outputs().stream()
                            .filter(output -> output.contentType().startsWith("image/"))
                            .findFirst())
                    .map(Output::key)
                    .orElseThrow(Problem::notFound);
            return URI.create(mediaBase + "/" + image);
        }
        if (HTTPS.matcher(reference).matches() && reference.length() <= 2048) {
            try {
                return URI.create(reference);
            } catch (IllegalArgumentException e) {
                // Told below: it has characters that no address has.
            }
        }
        throw Problem.invalid("references", "A reference is the id of an own finished task, or an https address.");
    }

    private static boolean isOwnSuccess(Task task, String visitorId) {
        return task.status() == TaskStatus.SUCCESS
                && !task.isDeleted()
                && task.visitor().id().equals(visitorId);
    }
}
