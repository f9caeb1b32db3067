package dev.darkroom.local.hiapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One answer of the API. HiAPI has two envelopes for errors: the task service's {code, message, data, error_code}, and
 * the gateway's {error: {type, code, request_id}} (HiAPI's docs, task creation, and its post on 429s, 2026).
 */
record HiapiAnswer(int status, Map<String, String> headers, byte[] body) {

    static final ObjectMapper JSON = JsonMapper.builder().build();

    static HiapiAnswer json(int status, JsonNode body) {
        var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        return new HiapiAnswer(status, Map.of("Content-Type", "application/json"), bytes);
    }

    static HiapiAnswer html(int status, String body) {
        return new HiapiAnswer(
                status, Map.of("Content-Type", "text/html; charset=utf-8"), body.getBytes(StandardCharsets.UTF_8));
    }

    /** The envelope of every success, also when the task inside it has failed. */
    static HiapiAnswer success(JsonNode data) {
        var body = JSON.createObjectNode().put("code", 200).put("message", "success");
        return json(200, body.set("data", data));
    }

    /** The task service's error; {@code code} may be null: then the HTTP status has to do. */
    static HiapiAnswer error(int status, String message, String code) {
        var body = JSON.createObjectNode().put("code", status).put("message", message);
        body.putNull("data");
        return json(status, code == null ? body : body.put("error_code", code));
    }

    /** The gateway's error. */
    static HiapiAnswer gateway(int status, String code) {
        var error = JSON.createObjectNode().put("type", "hiapi_error").put("code", code);
        error.put("request_id", "req_" + UUID.randomUUID().toString().replace("-", ""));
        return json(status, JSON.createObjectNode().set("error", error));
    }

    /** @param tells whether it says when to come back: HiAPI's sample of a 429 does not */
    static HiapiAnswer tooMany(boolean tells, long seconds) {
        var answer = gateway(429, "rate_limit_exceeded");
        return tells ? answer.with("Retry-After", Math.max(1, seconds)) : answer;
    }

    HiapiAnswer with(String header, Object value) {
        var more = new TreeMap<>(headers);
        more.put(header, value.toString());
        return new HiapiAnswer(status, more, body);
    }

    @Override
    public String toString() {
        return status + " " + new String(body, StandardCharsets.UTF_8);
    }
}
