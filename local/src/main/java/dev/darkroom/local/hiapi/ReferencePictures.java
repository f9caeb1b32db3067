package dev.darkroom.local.hiapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures to work from. Those on this machine are fetched, as the real provider fetches all of them; nobody else is
 * asked for anything.
 */
final class ReferencePictures {

    private static final int PATIENCE = 5_000;

    private ReferencePictures() {}

    /**
     * Every address that an input names, in the order of its fields.
     *
     * @param properties what each field may be
     */
    static List<URI> in(JsonNode properties, JsonNode input) {
        var found = new ArrayList<URI>();
        properties.properties().forEach(field -> {
            var value = input.path(field.getKey());
            if (field.getValue().has("format")) {
                add(found, value);
            } else if (field.getValue().at("/items/format").isTextual()) {
                value.forEach(each -> add(found, each));
            }
        });
        return found;
    }

    /** @throws Refusal for one on this machine that is no picture */
    static void check(List<URI> references) {
        for (var url : references) {
            if (isHere(url) && !isPicture(url)) {
                throw RequestRefused.invalid("input: a reference cannot be read");
            }
        }
    }

    /** Whether it is one that HiAPI takes: http(s) with a host, or data. */
    static boolean isUrl(String text) {
        if (text.startsWith("data:")) {
            return text.contains(",");
        }
        try {
            var url = URI.create(text);
            return url.getHost() != null && List.of("http", "https").contains(url.getScheme());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void add(List<URI> found, JsonNode value) {
        var text = value.asText("");
        if (text.startsWith("http")) {
            found.add(URI.create(text));
        }
    }

    private static boolean isHere(URI url) {
        try {
            return url.getHost().equals("localhost")
                    || InetAddress.ofLiteral(url.getHost()).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isPicture(URI url) {
        try {
            var connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE);
            connection.setReadTimeout(PATIENCE);
            try (var body = connection.getInputStream()) {
                return connection.getResponseCode() == 200
                        && String.valueOf(connection.getContentType()).startsWith("image/")
                        && body.readAllBytes().length > 0;
            }
        } catch (IOException e) {
            return false;
        }
    }
}
