package dev.darkroom.local.states;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * One JSONata expression, as it stands between <code>{%</code> and <code>%}</code>.
 *
 * @param source without the marks
 * @param path where it stands, for errors
 */
record Expression(String source, String path) {

    static Expression read(String text, String path, Vocabulary words, Reach reach) {
        var source = text.substring(2, text.length() - 2);
        try {
            Jsonata.jsonata(source);
        } catch (RuntimeException e) {
            throw new DefinitionRefused(path, "is no JSONata: " + e.getMessage());
        }
        words.uses(source, path, reach);
        return new Expression(source, path);
    }

    static boolean isMarked(String text) {
        return text.length() >= 4 && text.startsWith("{%") && text.endsWith("%}");
    }

    /** @throws StateError States.QueryEvaluationError when it fails or gives nothing */
    JsonNode evaluate(Scope scope) {
        try {
            // Parsed anew: a parsed expression keeps state while it runs, and executions run side by side.
            var parsed = Jsonata.jsonata(source);
            parsed.setOutputConvertNulls(false);
            parsed.setValidateInput(false);
            var value = parsed.evaluate(Scope.NO_CONTEXT, scope.frame(parsed));
            if (value == null) {
                throw failed("returned nothing (undefined)");
            }
            return Values.toJson(value);
        } catch (JException | ClassCastException | IllegalArgumentException | NullPointerException e) {
            throw failed("threw an error: " + e.getMessage());
        } catch (StackOverflowError e) {
            throw failed("goes too deep");
        }
    }

    private StateError failed(String how) {
        return StateError.query("The JSONata expression '" + source.strip() + "' at " + path + " " + how + ".");
    }
}
