package dev.darkroom.local.hiapi;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.darkroom.local.hiapi.drawing.OutputShape;
import dev.darkroom.local.hiapi.marks.CallbackMark;
import dev.darkroom.local.hiapi.marks.JobMark;
import dev.darkroom.local.hiapi.marks.Marks;
import dev.darkroom.local.hiapi.marks.RequestedMark;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A job that a create asks for, read strictly: an unknown field is refused before anything is made (HiAPI's docs, task
 * creation, 2026).
 *
 * @param route null when it was not given
 * @param references the pictures to work from
 * @param callback null when none is wanted
 * @param speed times the model's duration: a prompt's job takes the same time whenever it is made
 */
record JobRequest(
        ModelInputs model,
        String route,
        String storage,
        Marks marks,
        OutputShape shape,
        List<URI> references,
        URI callback,
        double speed) {

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final List<String> FIELDS = List.of("model", "input", "callback", "route", "storage");

    /** How long it is to work; null for ever. */
    Duration length(double pace) {
        if (marks.has(JobMark.STUCK)) {
            return null;
        }
        var usual = Duration.ofMillis(Math.round(model.seconds() * 1000L * speed * pace));
        var told = marks.find(JobMark.TIME).map(time -> Duration.ofSeconds(time.number()));
        return marks.has(CallbackMark.EARLY) ? Duration.ZERO : told.orElse(usual);
    }

    /** @param standing marks that count as if they stood in front of the prompt */
    static JobRequest read(byte[] body, List<RequestedMark> standing, int pixelsAt1K) {
        var request = parse(body);
        if (!request.isObject()) {
            throw RequestRefused.invalid("the body must be a JSON object");
        }
        request.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw RequestRefused.invalid(field + " is not a field of a task");
            }
        });
        var name = text(request, "model");
        if (name == null) {
            throw RequestRefused.invalid("model is required");
        }
        var route = text(request, "route");
        var model = ModelInputs.of(name, route);
        var values = model.check(request.path("input"));
        var storage = text(request, "storage");
        if (storage != null && !List.of("temp", "persistent").contains(storage)) {
            throw RequestRefused.invalid("storage must be temp or persistent");
        }
        var marks = Marks.in(values.get("prompt")).with(standing);
        var speed = 0.85 + Math.floorMod(values.get("prompt").hashCode(), 31) / 100.0;
        return new JobRequest(
                model,
                route,
                storage == null ? "temp" : storage,
                marks,
                OutputShape.of(model.video(), values, pixelsAt1K),
                ReferencePictures.in(model.properties(), request.path("input")),
                callback(request.get("callback")),
                speed);
    }

    private static JsonNode parse(byte[] body) {
        try {
            return STRICT.readTree(body);
        } catch (IOException e) {
            throw RequestRefused.invalid("the body is not valid JSON");
        }
    }

    private static String text(JsonNode request, String field) {
        var value = request.get(field);
        if (value != null && !value.isTextual()) {
            throw RequestRefused.invalid(field + " must be text");
        }
        return value == null ? null : value.textValue();
    }

    private static URI callback(JsonNode callback) {
        if (callback == null) {
            return null;
        }
        if (!callback.isObject()) {
            throw RequestRefused.invalid("callback must be an object");
        }
        callback.fieldNames().forEachRemaining(field -> {
            if (!List.of("url", "when").contains(field)) {
                throw RequestRefused.invalid("callback." + field + " is not a field of a callback");
            }
        });
        if (!callback.path("when").asText("final").equals("final")) {
            throw RequestRefused.invalid("callback.when must be final");
        }
        // HiAPI's posts want https and a public host; here the callback comes home over loopback.
        var url = callback.path("url").isTextual() ? callback.get("url").textValue() : "";
        if (!ReferencePictures.isUrl(url) || url.startsWith("data:")) {
            throw RequestRefused.invalid("callback.url must be an http(s) URL");
        }
        return URI.create(url);
    }
}
