package dev.darkroom.hiapi;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;

/**
 * The body of {@code POST /v1/tasks}. It is built once, stored, and resent byte for byte: HiAPI compares a hash of the
 * raw body with the first one that came with the same idempotency key (its Python SDK, tasks.py, 2026).
 */
public final class CreateBody {
    private static final JsonMapper JSON = new JsonMapper();

    private CreateBody() {}

    /**
     * {@code {"model", "input", "callback": {"url", "when": "final"}}}, without blanks, in this order. {@code storage}
     * is left out: its default, temporary, is what we want.
     *
     * @param providerModel HiAPI's exact name of the model
     * @param input what the model takes; its order of fields is kept
     * @param callback where HiAPI reports the end; null when we poll
     */
    public static String of(String providerModel, ObjectNode input, URI callback) {
        var body = JSON.createObjectNode().put("model", providerModel);
        body.set("input", input);
        if (callback != null) {
            body.putObject("callback").put("url", callback.toASCIIString()).put("when", "final");
        }
        return body.toString();
    }
}
