package dev.darkroom.api;

import dev.darkroom.catalog.FieldError;
import dev.darkroom.catalog.Plural;
import dev.darkroom.task.OpenResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A refusal as the client reads it: RFC 9457 problem details with a stable {@code code}. Thrown by whatever notices it,
 * turned into an answer in one place ({@link ApiResponse}).
 */
public final class Problem extends RuntimeException {

    /** So many errors are told in one answer. */
    private static final int MOST_ERRORS = 10;

    private final int status;
    private final String code;
    private final String title;
    private final List<FieldError> errors;
    private final Map<String, String> headers;

    private Problem(
            int status,
            String code,
            String title,
            String detail,
            List<FieldError> errors,
            Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.title = title;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
    }

    static Problem malformed(String detail) {
        return new Problem(400, "malformed_json", "Malformed JSON", detail, List.of(), Map.of());
    }

    static Problem badRequest(String detail) {
        return new Problem(400, "bad_request", "Bad request", detail, List.of(), Map.of());
    }

    static Problem unauthorized(String detail) {
        return new Problem(401, "unauthorized", "Unauthorized", detail, List.of(), Map.of());
    }

    static Problem forbidden() {
        var detail = "Please use the website instead of this address.";
        return new Problem(403, "forbidden", "Forbidden", detail, List.of(), Map.of());
    }

    static Problem notFound() {
        var detail = "There is nothing here, or it is not yours.";
        return new Problem(404, "not_found", "Not found", detail, List.of(), Map.of());
    }

    static Problem referenceNotFound() {
        var detail = "A picture to work from was not found: it was not uploaded, was deleted, or is not yours.";
        return new Problem(404, "not_found", "Not found", detail, List.of(), Map.of());
    }

    static Problem methodNotAllowed(String allowed) {
        var detail = "Allowed methods: " + allowed + ".";
        return new Problem(
                405, "method_not_allowed", "Method not allowed", detail, List.of(), Map.of("Allow", allowed));
    }

    static Problem conflict(String detail) {
        return new Problem(409, "conflict", "Conflict", detail, List.of(), Map.of());
    }

    static Problem tooLarge(int mostBytes) {
        var detail = "The body may have at most " + Plural.of(mostBytes, "byte") + ".";
        return new Problem(413, "too_large", "Too large", detail, List.of(), Map.of());
    }

    static Problem unsupportedType() {
        var detail = "Send the body as Content-Type: application/json.";
        return new Problem(415, "unsupported_media_type", "Unsupported media type", detail, List.of(), Map.of());
    }

    static Problem invalid(List<FieldError> errors) {
        var told = List.copyOf(errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
        var detail = told.stream().map(FieldError::message).collect(Collectors.joining(" "));
        return new Problem(422, "invalid_request", "Invalid request", detail, told, Map.of());
    }

    static Problem invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    static Problem keyReused() {
        var detail = "This Idempotency-Key was used with another request. Use a new key for a new request.";
        return new Problem(422, "idempotency_key_reused", "Idempotency key reused", detail, List.of(), Map.of());
    }

    /** @param verb what the visitor can do so often a day */
    static Problem dailyLimit(OpenResult.DailyLimitReached reached, String verb, Duration untilMidnight) {
        var detail = String.format(
                Locale.ROOT,
                "Today's limit is reached: %s can %s up to %s a day. The count starts again at 00:00 UTC, in %s.",
                reached.ofAddress() ? "your network" : "you",
                verb,
                Plural.of(reached.limit(), "image"),
                spoken(untilMidnight));
        if (reached.limit() == 0) {
            detail = "This site makes no new images at present.";
        }
        return new Problem(429, "daily_limit_reached", "Daily limit reached", detail, List.of(), after(untilMidnight));
    }

    /** Rounded up, as {@link #spoken} is. */
    private static Map<String, String> after(Duration time) {
        return Map.of("Retry-After", Long.toString(time.toSeconds() + 1));
    }

    /** Such as {@code 5 h 12 min}, rounded up: who comes back then is not too early. */
    private static String spoken(Duration time) {
        var minutes = time.plusSeconds(59).toMinutes();
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    static Problem budget(boolean ofMonth, Duration untilRenewed) {
        var detail = String.format(
                Locale.ROOT,
                "This costs more than the site may still spend %s. A cheaper model may work; the budget starts again %s.",
                ofMonth ? "this month" : "today",
                ofMonth ? "on the first of next month (UTC)" : "at 00:00 UTC, in " + spoken(untilRenewed));
        return new Problem(503, "daily_budget_reached", "Budget reached", detail, List.of(), after(untilRenewed));
    }

    static Problem paused() {
        var detail = "New images are paused. Please try again later.";
        return new Problem(503, "paused", "Paused", detail, List.of(), Map.of("Retry-After", "60"));
    }

    static Problem unavailable() {
        var detail = "The site is temporarily unavailable. Please try again in a moment.";
        return new Problem(
                503,
                "temporarily_unavailable",
                "Temporarily unavailable",
                detail,
                List.of(),
                Map.of("Retry-After", "2"));
    }

    static Problem internal() {
        var detail = "Something went wrong on our side. Tell the site's owner the request id.";
        return new Problem(500, "internal_error", "Internal error", detail, List.of(), Map.of());
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String title() {
        return title;
    }

    List<FieldError> errors() {
        return errors;
    }

    Map<String, String> headers() {
        return headers;
    }
}
