package dev.darkroom.local.states;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What stands for one attempt at a Task. It says where to look, so that it can be told from a token that nobody gave
 * out, also after a restart and after the execution has ended.
 *
 * @param rest which of the execution's attempts
 */
record TaskToken(String machine, String execution, long rest, String nonce) {

    static TaskToken fresh(String machine, String execution, long rest, RandomGenerator random) {
        return new TaskToken(machine, execution, rest, HexFormat.of().toHexDigits(random.nextLong()));
    }

    static Optional<TaskToken> parse(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(":", -1);
            return parts.length == 4
                    ? Optional.of(new TaskToken(parts[0], parts[1], Long.parseLong(parts[2]), parts[3]))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    String text() {
        var plain = String.join(":", machine, execution, Long.toString(rest), nonce);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }
}
