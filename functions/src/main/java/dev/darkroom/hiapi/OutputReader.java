package dev.darkroom.hiapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.task.OutputSource;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the list of outputs. HiAPI promises no order and its types are an open set (its docs, task detail, 2026). */
final class OutputReader {
    /** A video comes with frames, and perhaps with sound of its own: what was asked for is then the video. */
    private static final List<String> MAIN = List.of("video", "audio", "image");

    private static final List<String> EXTRAS = List.of("first_frame", "last_frame", "thumbnail");

    private OutputReader() {}

    /** The main output first, extras after, unknown types last; empty when extras are all there is. */
    static List<OutputSource> of(JsonNode list) {
        var found = elements(list)
                .map(OutputReader::output)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingInt(output -> rank(output.kind())))
                .toList();
        var extrasOnly = found.stream().allMatch(output -> EXTRAS.contains(output.kind()));
        return extrasOnly ? List.of() : found;
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return list.isArray() ? StreamSupport.stream(list.spliterator(), false) : Stream.of(list);
    }

    private static OutputSource output(JsonNode element) {
        var url = url(element.isTextual() ? element : element.path("url"));
        return url == null ? null : new OutputSource(url, type(element.path("type"), url));
    }

    private static URI url(JsonNode text) {
        try {
            var url = URI.create(text.asText("").strip());
            var scheme = url.getScheme();
            var web = "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
            return web && url.getHost() != null ? url : null;
        } catch (IllegalArgumentException notAUrl) {
            return null;
        }
    }

    private static String type(JsonNode said, URI url) {
        var type = said.asText("").strip().toLowerCase(Locale.ROOT);
        if (said.isTextual() && !type.isEmpty()) {
            // It is shown to visitors, so it may not be just any text.
            return type.matches("[a-z0-9_]{1,40}") ? type : "other";
        }
        var path = String.valueOf(url.getPath()).toLowerCase(Locale.ROOT);
        if (path.matches(".*\\.(mp4|webm|mov)")) {
            return "video";
        }
        return path.matches(".*\\.(mp3|wav|ogg|flac)") ? "audio" : "image";
    }

    private static int rank(String type) {
        if (MAIN.contains(type)) {
            return MAIN.indexOf(type);
        }
        return MAIN.size() + (EXTRAS.contains(type) ? EXTRAS.indexOf(type) : EXTRAS.size());
    }
}
