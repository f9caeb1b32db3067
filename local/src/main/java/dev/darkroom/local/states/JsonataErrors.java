package dev.darkroom.local.states;

import com.dashjoin.jsonata.JException;
import java.util.regex.Pattern;

/** The errors of JSONata by its own codes and words, which the library has in part for its Java users only. */
final class JsonataErrors {

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\w+\\}\\}");

    private JsonataErrors() {}

    static String message(JException e) {
        return e.getError() + ": "
                + switch (e.getError()) {
                    // It does not say which argument, nor always of which function, and shows the value as Java would.
                    case "T0410" -> "Argument of a function does not match function signature";
                    case "T0412" -> "Argument of a function must be an array of \"numbers\"";
                    case "D3030" -> "Unable to cast value to a number: " + JsonataValues.toJson(e.getCurrent());
                    default ->
                        PLACE.matcher(e.getMessage())
                                .replaceAll("")
                                .replace(" Object ", " function ")
                                .replace("  ", " ");
                };
    }
}
