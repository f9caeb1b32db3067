package dev.darkroom.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.darkroom.local.FunctionError;
import dev.darkroom.local.Lambda;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How one call of a function came out. */
sealed interface Invocation {

    record Returned(JsonNode answer) implements Invocation {}

    /**
     * @param error the exception's full class name, which Retry and Catch compare
     * @param cause Lambda's error document, as text
     */
    record Failed(String error, String cause) implements Invocation {}

    /** @param function null when there is none of that name */
    static Invocation run(String name, Lambda function, JsonNode payload) {
        if (function == null) {
            return new Failed("Lambda.ResourceNotFoundException", "Function not found: " + name);
        }
        try {
            var answer = function.invoke(StatesJson.text(payload).getBytes(StandardCharsets.UTF_8));
            return new Returned(answer.length == 0 ? NullNode.getInstance() : StatesJson.MAPPER.readTree(answer));
        } catch (FunctionError e) {
            return failed(e.errorType(), e.errorMessage());
        } catch (IOException e) {
            return new Failed("Lambda.Unknown", "The function " + name + " answered with what is no JSON.");
        } catch (RuntimeException | Error e) {
            // Lambda's Java runtime reports whatever a handler throws by its class.
            return failed(e.getClass().getName(), e.getMessage());
        }
    }

    private static Failed failed(String type, String message) {
        var document = StatesJson.object().put("errorMessage", message).put("errorType", type);
        return new Failed(type, StatesJson.text(document));
    }
}
