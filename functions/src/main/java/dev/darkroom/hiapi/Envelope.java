package dev.darkroom.hiapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JSON answer of HiAPI, whichever of its shapes it has: {@code {code, message, data}}, an error as
 * {@code {code, error_code}} (task service) or {@code {error: {code}}} (gateway), or a bare task object (callbacks and
 * older pages of its blog). Fields that we do not know are ignored.
 */
record Envelope(JsonNode root) {
    private static final JsonMapper JSON = new JsonMapper();
    /** An id goes into a path and a code into a log, so neither may be just any text. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,199}");

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.:-]{1,80}");

    /** Empty when it is not a JSON object, such as the HTML of an intermediary, or null. */
    static Optional<Envelope> parse(byte[] raw) {
        // The JDK's client has no body at all where a proxy refuses a tunnel.
        if (raw == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readTree(raw))
                    .filter(JsonNode::isObject)
                    .map(Envelope::new);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** Whether this can be HiAPI's id of a job. */
    static boolean isJobId(String id) {
        return id != null && ID.matcher(id).matches();
    }

    /** Whether it has a mark of HiAPI's: a job's id, an envelope's code, or an error with one. */
    boolean isHiapis() {
        return jobId().isPresent()
                || task().hasNonNull("status")
                || root.path("code").isInt()
                || !errorCode().isEmpty();
    }

    /** The task object: {@code data}, or the whole when it is not wrapped. */
    JsonNode task() {
        return root.path("data").isObject() ? root.path("data") : root;
    }

    /** The id of the job that this is about. */
    Optional<String> jobId() {
        return first(ID, task().path("taskId"), task().path("task_id"), task().path("id"));
    }

    /** The id that an error names: two of HiAPI's own command lines look for one in a 409 (its skills, 2026). */
    Optional<String> namedJobId() {
        var error = root.path("error");
        return first(
                ID,
                task().path("taskId"),
                task().path("task_id"),
                root.path("taskId"),
                root.path("task_id"),
                error.path("taskId"),
                error.path("task_id"));
    }

    /** The error's code in upper case; empty text when there is none. */
    String errorCode() {
        var error = root.path("error");
        return first(WORD, root.path("error_code"), error.path("code"), error, root.path("code"))
                .map(code -> code.toUpperCase(Locale.ROOT))
                .orElse("");
    }

    /** HiAPI's id of the request, to be named to its support; empty text when there is none. */
    String requestId() {
        return first(WORD, root.path("error").path("request_id"), root.path("request_id"))
                .orElse("");
    }

    /**
     * The HTTP status that the envelope claims when it differs from success: some gateways answer 200 and put the
     * truth inside.
     */
    Optional<Integer> claimedFailure() {
        var code = root.path("code");
        var claimed = code.isInt() && code.intValue() >= 400 && code.intValue() <= 599;
        return claimed && !task().hasNonNull("status") ? Optional.of(code.intValue()) : Optional.empty();
    }

    private static Optional<String> first(Pattern shape, JsonNode... candidates) {
        return Stream.of(candidates)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(text -> shape.matcher(text).matches())
                .findFirst();
    }
}
