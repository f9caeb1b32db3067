package dev.darkroom.local.hiapi;

import java.security.SecureRandom;
import java.time.Instant;

/** Makes ids like HiAPI's: 26 characters of Crockford's base 32 in order of time (ids seen in public repositories). */
final class JobId {

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final SecureRandom CHANCE = new SecureRandom();

    private JobId() {}

    static String at(Instant now) {
        var id = new StringBuilder("tk-hiapi-");
        for (var shift = 45; shift >= 0; shift -= 5) {
            id.append(DIGITS.charAt((int) (now.toEpochMilli() >>> shift & 31)));
        }
        CHANCE.ints(16, 0, 32).forEach(digit -> id.append(DIGITS.charAt(digit)));
        return id.toString();
    }
}
