package dev.darkroom.local.front;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;

/**
 * A refusal that comes from the front itself, before any function has run, in the shape of the API's own refusals
 * (RFC 9457).
 *
 * @param code stable, snake_case
 */
record FrontProblem(int status, String code, String title, String detail) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static FrontProblem badRequest(int status) {
        return new FrontProblem(status, "bad_request", "Bad request", "This is not a request that HTTP allows here.");
    }

    static FrontProblem misdirected() {
        return new FrontProblem(
                421,
                "misdirected_request",
                "Misdirected request",
                "Unknown host name. Use localhost, 127.0.0.1, or the name in CALLBACK_BASE_URL or MEDIA_BASE_URL.");
    }

    static FrontProblem notFound() {
        return new FrontProblem(404, "not_found", "Not found", "There is nothing here.");
    }

    static FrontProblem methodNotAllowed(String allowed) {
        return new FrontProblem(405, "method_not_allowed", "Method not allowed", "Allowed methods: " + allowed + ".");
    }

    static FrontProblem tooLarge(int mostBytes) {
        return new FrontProblem(
                413,
                "too_large",
                "Too large",
                String.format(Locale.ROOT, "The body may have at most %,d bytes.", mostBytes));
    }

    static FrontProblem unavailable() {
        return new FrontProblem(
                503,
                "temporarily_unavailable",
                "Temporarily unavailable",
                "Something that this site needs does not answer. Please try again in a moment.");
    }

    static FrontProblem internal() {
        return new FrontProblem(500, "internal_error", "Internal error", "Something went wrong on our side.");
    }

    /** The same for a request that has no id yet. */
    byte[] applyTo(Response response) {
        return applyTo(response, UUID.randomUUID().toString());
    }

    /** Sets status and type, and gives the bytes to send. */
    byte[] applyTo(Response response, String requestId) {
        response.setStatus(status);
        return applyTo(response.getHeaders(), requestId);
    }

    /** Sets the type, and gives the bytes to send. */
    byte[] applyTo(HttpFields.Mutable headers, String requestId) {
        headers.put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "about:blank");
        body.put("title", title);
        body.put("status", status);
        body.put("detail", detail);
        body.put("code", code);
        body.put("requestId", requestId);
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
