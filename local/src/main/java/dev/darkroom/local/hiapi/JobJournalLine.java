package dev.darkroom.local.hiapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.local.hiapi.drawing.OutputShape;
import dev.darkroom.local.hiapi.marks.Marks;
import dev.darkroom.local.hiapi.marks.RequestedMark;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A job as one line of the journal, and back. Its later marks and its end have lines of their own. */
final class JobJournalLine {

    private JobJournalLine() {}

    static ObjectNode write(SimulatedJob job) {
        var line = HiapiAnswer.JSON.createObjectNode().put("kind", "job").put("id", job.id());
        line.put("account", job.account()).put("key", job.key()).put("bodyHash", job.bodyHash());
        line.put("model", job.model()).put("route", job.route()).put("storage", job.storage());
        line.put("marks", job.marks().text()).put("words", job.marks().words());
        var shape = job.shape();
        line.put("width", shape.width()).put("height", shape.height()).put("format", shape.format());
        line.put("extension", shape.extension()).put("seconds", shape.seconds()).put("lastFrame", shape.lastFrame());
        var references = line.putArray("references");
        job.references().forEach(url -> references.add(url.toString()));
        line.put("callback", job.callback() == null ? null : job.callback().toString());
        line.put("created", job.created().toString());
        return line.put("length", job.length() == null ? null : job.length().toString());
    }

    static SimulatedJob read(JsonNode line) {
        var shape = new OutputShape(
                line.path("width").asInt(),
                line.path("height").asInt(),
                line.path("format").asText(),
                line.path("extension").asText(),
                line.path("seconds").asInt(),
                line.path("lastFrame").asBoolean());
        var references = new ArrayList<URI>();
        line.path("references").forEach(url -> references.add(URI.create(url.asText())));
        var callback = line.path("callback").asText(null);
        var length = line.path("length").asText(null);
        return new SimulatedJob(
                line.path("id").asText(),
                line.path("account").asText(),
                line.path("key").asText(null),
                line.path("bodyHash").asText(),
                line.path("model").asText(),
                line.path("route").asText(null),
                line.path("storage").asText(),
                marks(line),
                shape,
                references,
                callback == null ? null : URI.create(callback),
                Instant.parse(line.path("created").asText()),
                length == null ? null : Duration.parse(length),
                null);
    }

    /** The words may hold brackets that are no marks: they are not read again. */
    private static Marks marks(JsonNode line) {
        List<RequestedMark> list = Marks.in(line.path("marks").asText()).list();
        return new Marks(list, line.path("words").asText());
    }
}
