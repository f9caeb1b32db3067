package dev.darkroom.local.states;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One JSONata expression, as it stands between <code>{%</code> and <code>%}</code>. Its failures are worded as AWS words
 * them, for people who search logs (seen 2026: the answers of AWS that LocalStack's snapshot tests and floci#2665 record).
 *
 * @param source without the marks
 * @param path where it stands, for errors
 */
record Expression(String source, String path) {

    private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\['([^']*)'\\]|(\\[\\d+\\])");

    static Expression read(String text, String path, ExpressionPlace place) {
        var source = text.substring(2, text.length() - 2).strip();
        try {
            Jsonata.jsonata(source);
        } catch (RuntimeException e) {
            throw new DefinitionRefused(path, "is no JSONata: " + e.getMessage());
        }
        place.check(source, path);
        return new Expression(source, path);
    }

    static boolean isMarked(String text) {
        return text.length() >= 4 && text.startsWith("{%") && text.endsWith("%}");
    }

    /** @throws StateError States.QueryEvaluationError when it fails or gives nothing */
    JsonNode evaluate(ExpressionScope scope) {
        var value = compute(scope);
        if (value == null) {
            throw failed("returned nothing (undefined).");
        }
        try {
            return JsonataValues.toJson(value);
        } catch (IllegalArgumentException e) {
            throw failed("returned an unsupported result type.");
        }
    }

    private Object compute(ExpressionScope scope) {
        try {
            // Parsed anew: a parsed expression keeps state while it runs, and executions run side by side.
            var parsed = Jsonata.jsonata(source);
            parsed.setOutputConvertNulls(false);
            parsed.setValidateInput(false);
            return parsed.evaluate(ExpressionScope.NO_CONTEXT, scope.frame(parsed));
        } catch (JException e) {
            throw failed("threw an error during evaluation. " + JsonataErrors.message(e));
        } catch (ClassCastException | IllegalArgumentException | NullPointerException e) {
            throw failed("threw an error during evaluation: " + e.getMessage());
        } catch (StackOverflowError e) {
            throw failed("threw an error during evaluation: it goes too deep");
        }
    }

    /** @throws StateError also when it gives a value of another type */
    JsonNode evaluate(ExpressionScope scope, JsonNodeType type) {
        var value = evaluate(scope);
        if (value.getNodeType() != type) {
            throw failed("returned an unexpected result type. Expected '" + name(type) + "', but was '"
                    + name(value.getNodeType()) + "' for value: " + value);
        }
        return value;
    }

    /** @param how from the verb to the end of the sentence */
    StateError failed(String how) {
        return StateError.query(
                "The JSONata expression '" + source + "' specified for the field '" + field() + "' " + how);
    }

    /** {@code $.States.A.Choices[0].Output.v} is {@code Choices[0]/Output/v} to AWS. */
    private String field() {
        var steps = STEP.matcher(path)
                .results()
                .skip(2)
                .map(step -> step.group(3) != null
                        ? step.group(3)
                        : "/" + (step.group(1) != null ? step.group(1) : step.group(2)))
                .collect(Collectors.joining());
        return steps.substring(1);
    }

    private static String name(JsonNodeType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
