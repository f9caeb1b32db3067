package dev.darkroom.api;

import java.util.Optional;
import java.util.regex.Pattern;

/** The header {@code Idempotency-Key}: one user action has one key, however often it is sent. */
final class IdempotencyKey {

    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,255}");

    private IdempotencyKey() {}

    /**
     * A comma may stand in a key. The gateway joins headers of one name with commas, so that two keys would look like one:
     * whoever sees the request before it (the edge's function, or {@code ./run}) says that there were two.
     *
     * @throws Problem {@code bad_request} when there are two, {@code invalid_request} for what cannot be a key
     */
    static Optional<String> of(ApiRequest call) {
        if (call.header("x-darkroom-repeated").isPresent()) {
            throw Problem.badRequest("One request has one Idempotency-Key.");
        }
        var key = call.header("Idempotency-Key");
        if (key.isPresent() && !PRINTABLE.matcher(key.get()).matches()) {
            throw Problem.invalid("Idempotency-Key", "An Idempotency-Key has 1 to 255 printable ASCII characters.");
        }
        return key;
    }
}
