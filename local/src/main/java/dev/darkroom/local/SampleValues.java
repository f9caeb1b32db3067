package dev.darkroom.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.local.hiapi.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What the events in {@code events/} cannot know when they are written: a task that is there, its job, its owner, and
 * the time that a callback is signed with.
 *
 * @param taskId a task's id; null where there is none
 * @param jobId its job's id at the provider; null where it has none
 * @param cookie the owner's, as {@code name=value}; null where nobody is known
 * @param callbackSecret what callbacks are signed with
 */
record SampleValues(String taskId, String jobId, String cookie, String callbackSecret) {

    /** The ids that the events name. */
    static final String TASK = "sampletask2222222222222222222222";

    static final String JOB = "tk-hiapi-01JSAMPLE0000000000000000A";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The event as it is, but for these. */
    byte[] putInto(String event) throws IOException {
        var text = taskId == null ? event : event.replace(TASK, taskId);
        var put = JSON.readTree(jobId == null ? text : text.replace(JOB, jobId));
        if (put instanceof ObjectNode request && put.has("routeKey")) {
            if (cookie != null) {
                request.putArray("cookies").add(cookie);
            }
            if (request.path("headers") instanceof ObjectNode headers && headers.has("x-hiapi-signature")) {
                sign(headers, request.path("body").asText());
            }
        }
        return JSON.writeValueAsBytes(put);
    }

    private void sign(ObjectNode headers, String body) {
        var timestamp = Long.toString(Instant.now().getEpochSecond());
        headers.put("x-hiapi-timestamp", timestamp);
        headers.put(
                "x-hiapi-signature",
                Digest.signature(callbackSecret, timestamp, body.getBytes(StandardCharsets.UTF_8)));
    }
}
