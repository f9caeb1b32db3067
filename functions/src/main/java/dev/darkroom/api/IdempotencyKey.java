package dev.darkroom.api;

import java.util.Optional;
import java.util.regex.Pattern;

/** The header {@code Idempotency-Key}: one user action has one key, however often it is sent. */
final class IdempotencyKey {

    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,255}");

    private IdempotencyKey() {}

    /** @throws Problem {@code invalid_request} when it is there and cannot be a key */
    static Optional<String> of(Call call) {
        var key = call.header("Idempotency-Key");
        if (key.isPresent() && !PRINTABLE.matcher(key.get()).matches()) {
            throw Problem.invalid("Idempotency-Key", "An Idempotency-Key has 1 to 255 printable ASCII characters.");
        }
        return key;
    }
}
