package dev.darkroom.hiapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the list of outputs. HiAPI promises no order and its types are an open set (its docs, task detail, 2026). */
final class OutputList {
    /** A video comes with frames, and perhaps with sound of its own: what was asked for is then the video. */
    private static final List<String> MAIN = List.of("video", "audio", "image");

    private static final List<String> EXTRAS = List.of("first_frame", "last_frame", "thumbnail");
    /** Above this, a Unix time must be in milliseconds: as seconds it would be after the year 5000. */
    private static final long SECONDS_AT_MOST = 100_000_000_000L;

    private OutputList() {}

    /** The main output first, extras after, unknown types last; empty when extras are all there is. */
    static List<JobOutput> of(JsonNode list) {
        var found = elements(list)
                .map(OutputList::output)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingInt(output -> rank(output.type())))
                .toList();
        var extrasOnly = found.stream().allMatch(output -> EXTRAS.contains(output.type()));
        return extrasOnly ? List.of() : found;
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return list.isArray() ? StreamSupport.stream(list.spliterator(), false) : Stream.of(list);
    }

    private static JobOutput output(JsonNode element) {
        var url = url(element.isTextual() ? element : element.path("url"));
        return url == null
                ? null
                : new JobOutput(url, type(element.path("type"), url), expiry(element.path("expireAt")));
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

    /** A number in HiAPI's docs, an ISO-8601 text in one of its blog posts. */
    private static Instant expiry(JsonNode said) {
        var text = said.asText("").strip();
        try {
            return said.isNumber() || text.matches("[0-9]+(\\.[0-9]+)?")
                    ? time(said.asDouble())
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static Instant time(double unix) {
        if (unix < 1 || unix > SECONDS_AT_MOST * 1000.0) {
            return null;
        }
        return unix > SECONDS_AT_MOST ? Instant.ofEpochMilli((long) unix) : Instant.ofEpochSecond((long) unix);
    }

    private static int rank(String type) {
        if (MAIN.contains(type)) {
            return MAIN.indexOf(type);
        }
        return MAIN.size() + (EXTRAS.contains(type) ? EXTRAS.indexOf(type) : EXTRAS.size());
    }
}
