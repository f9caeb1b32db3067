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

    /** Every address that an input names, in the order of its fields. */
    static List<URI> in(ModelInputs model, JsonNode input) {
        var found = new ArrayList<URI>();
        model.fields().forEach((name, field) -> {
            var value = input.path(name);
            switch (field.rule()) {
                case Field.Rule.Url() -> add(found, value);
                case Field.Rule.Urls _ -> value.forEach(each -> add(found, each));
                case Field.Rule.Text _,
                        Field.Rule.Choice _,
                        Field.Rule.Shaped _,
                        Field.Rule.Whole _,
                        Field.Rule.Flag _ -> {}
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
